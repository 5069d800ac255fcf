import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export const contentColumn = 'access.kept_form.content';

export interface KeptRow {
  readonly formId: string;
  readonly content: Buffer;
}

export async function insertKeptForm(
  db: Queryable,
  form: KeptRow & {
    readonly personId: bigint;
    readonly browserHash: Buffer;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  await db.query(
    `insert into access.kept_form (form_id, person_id, browser_hash, content, kept_at)
     values ($1, $2, $3, $4, $5)`,
    [form.formId, form.personId, form.browserHash, form.content, form.now],
  );
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
