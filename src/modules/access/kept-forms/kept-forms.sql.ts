import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export const contentColumn = 'access.kept_form.content';

/** Of a person at a time: more are no slip, but somebody who fills the database. */
const formsMax = 20;

export interface KeptRow {
  readonly formId: string;
  readonly content: Buffer;
}

/** False when too many of the person's are kept already. */
export async function insertKeptForm(
  db: Queryable,
  form: KeptRow & {
    readonly personId: bigint;
    readonly browserHash: Buffer;
    readonly now: Temporal.Instant;
  },
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into access.kept_form (form_id, person_id, browser_hash, content, kept_at)
     select $1, $2, $3, $4, $5
     where (select count(*) from access.kept_form where person_id = $2) < $6
     returning 1`,
    [form.formId, form.personId, form.browserHash, form.content, form.now, formsMax],
  );
  return rows.length > 0;
}

export interface KeptFormOf {
  readonly formId: string;
  readonly personId: bigint;
  readonly browserHash: Buffer;
  readonly notBefore: Temporal.Instant;
}

const isTheirs = 'form_id = $1 and person_id = $2 and browser_hash = $3 and kept_at >= $4';

/** Only for the same person in the same browser. */
export async function readKeptForm(
  db: Queryable,
  { formId, personId, browserHash, notBefore }: KeptFormOf,
): Promise<Buffer | undefined> {
  const rows = await selectRows<{ content: Buffer }>(
    db,
    `select content from access.kept_form where ${isTheirs}`,
    [formId, personId, browserHash, notBefore],
  );
  return rows[0]?.content;
}

/** Takes it out: it is sent again once. */
export async function takeKeptForm(
  db: Queryable,
  { formId, personId, browserHash, notBefore }: KeptFormOf,
): Promise<Buffer | undefined> {
  const rows = await selectRows<{ content: Buffer }>(
    db,
    `delete from access.kept_form where ${isTheirs} returning content`,
    [formId, personId, browserHash, notBefore],
  );
  return rows[0]?.content;
}
