import type { Database, Tx } from '#platform/db/database.ts';
import { sql } from 'kysely';
import { storedKey } from './search-key.ts';
import type { Subject, SubjectKind } from './subject.ts';

const subjectColumns = sql`
  subject.subject_id as "subjectId", subject.kind, subject.name, subject.short_name as "shortName",
  subject.edrpou, subject.iban, subject.postal_address as "postalAddress", subject.phone,
  subject.email, subject.website, subject.reading_window as "readingWindow"`;

export async function findSubject(db: Database, subjectId: bigint): Promise<Subject | undefined> {
  const { rows } = await sql<Subject>`
    select ${subjectColumns} from registry.subject subject
    where subject.subject_id = ${subjectId}`.execute(db);
  return rows[0];
}

export async function isEdrpouKnown(db: Database, edrpou: string): Promise<boolean> {
  const { rows } = await sql`
    select from registry.subject where edrpou = ${edrpou}`.execute(db);
  return rows.length > 0;
}

/** Adds a subject. Undefined when its EDRPOU code is in the register already. */
export async function insertSubject(
  tx: Tx,
  subject: Omit<Subject, 'subjectId'>,
): Promise<bigint | undefined> {
  const { rows } = await sql<{ subjectId: bigint }>`
    insert into registry.subject
      (kind, name, short_name, edrpou, iban, postal_address, phone, email, website,
       reading_window, search_key)
    values (${subject.kind}, ${subject.name}, ${subject.shortName}, ${subject.edrpou},
            ${subject.iban}, ${subject.postalAddress}, ${subject.phone}, ${subject.email},
            ${subject.website}, ${subject.readingWindow}::jsonb,
            ${storedKey(`${subject.name} ${subject.shortName}`)})
    on conflict (edrpou) do nothing
    returning subject_id as "subjectId"`.execute(tx);
  return rows[0]?.subjectId;
}

export interface SubjectSearch {
  readonly kinds: readonly SubjectKind[];
  /** Folded as the stored keys are; null for any name. */
  readonly key: string | null;
  readonly edrpou: string | null;
  readonly limit: number;
  readonly offset: number;
}

/** Names that hold the key first, then names with a similar word. */
export async function searchSubjects(
  db: Database,
  { kinds, key, edrpou, limit, offset }: SubjectSearch,
): Promise<readonly Subject[]> {
  const { rows } = await sql<Subject>`
    select ${subjectColumns} from registry.subject subject
    where subject.kind = any(${kinds}::text[])
      and (${edrpou}::text is null or subject.edrpou = ${edrpou})
      and (${key}::text is null or subject.search_key like '%' || ${key} || '%'
           or ${key} <% subject.search_key)
    order by (subject.search_key like '%' || ${key} || '%') desc nulls last,
             word_similarity(${key}, subject.search_key) desc nulls last,
             subject.short_name collate "uk-x-icu", subject.subject_id
    limit ${limit} offset ${offset}`.execute(db);
  return rows;
}
