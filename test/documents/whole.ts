import type { Queryable } from '#platform/db/queryable.ts';

const numbersWithGaps = `
  select kind, year from documents.registration r group by kind, year
  having count(*) <> max(serial) or min(serial) <> 1 or max(serial) <> (
    select last_serial from documents.counter c where c.kind = r.kind and c.year = r.year)`;

const messagesWithGaps = `
  select from (select split_part(message_number, '-', 3)::int as serial from documents.delivery) m
  having count(*) <> max(serial) or min(serial) <> 1 or count(distinct serial) <> count(*)
    or max(serial) <> (select sum(last_serial) from documents.counter
      where kind = 'delivery-message')`;

/** Registered documents that lack anything of a registration, or have it twice. */
const notWhole = `
  select d.document_id from documents.document d
  where (d.state = 'registered') <> (1 = (select count(*) from documents.registration r
      where r.document_id = d.document_id))
    or (case when d.state = 'registered' and d.kind <> 'statement' then 1 else 0 end)
      <> (select count(*) from documents.delivery v where v.document_id = d.document_id)
    or (case when d.state = 'registered' and d.kind <> 'statement' then 1 else 0 end)
      <> (select count(*) from platform.letter l
          where l.link = '/cabinet/documents/' || d.document_id and l.notice = 'document-arrived')
    or (case when d.state = 'registered' and d.sender <> 'platform' then 1 else 0 end)
      <> (select count(*) from platform.letter l
          where l.link = '/cabinet/documents/' || d.document_id
            and l.notice = 'document-registered')
    or (select count(*) from documents.signature s
        where s.document_id = d.document_id and s.state <> 'pending')
      + (case when d.state = 'registered' and d.kind = 'message' then 1 else 0 end)
      <> (select count(*) from audit.entry e join audit.opening o using (entry_id)
          where o.field = 'subject' and o.value = 'document:' || d.document_id
            and e.command in ('documents.settle-signature', 'documents.submit-unsigned')
            and e.outcome = 'done'
            and not exists (select from audit.opening p where p.entry_id = e.entry_id
              and p.field = 'payload' and p.value like '%"state":"pending"%'))
    or (d.kind <> 'message' and (d.state = 'registered') <> exists (
      select from documents.signature s where s.document_id = d.document_id
        and s.state = 'valid'))`;

/** What is not as every registration must leave it: gaps in numbers, documents half registered. */
export async function findBroken(db: Queryable): Promise<readonly unknown[]> {
  const found: unknown[] = [];
  for (const question of [numbersWithGaps, messagesWithGaps, notWhole]) {
    found.push(...(await db.query(question)).rows);
  }
  return found;
}
