import type { Database } from '#platform/db/database.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import { sql } from 'kysely';
import type { SubjectKind } from './subject.ts';

export interface SubjectName {
  readonly subjectId: bigint;
  readonly kind: SubjectKind;
  readonly shortName: string;
  readonly edrpou: string | null;
}

/** Short names of organisations by their ids, for lists that another module sums. */
export async function readSubjectNames(
  db: Database,
  subjectIds: readonly bigint[],
): Promise<ReadonlyMap<bigint, SubjectName>> {
  const { rows } = await sql<SubjectName>`
    select subject_id as "subjectId", kind, short_name as "shortName", edrpou
    from registry.subject where subject_id = any(${subjectIds}::bigint[])`.execute(db);
  return new Map(rows.map((subject) => [subject.subjectId, subject]));
}

/** The code of an organisation in the state register, by which certificates know it. */
export async function readSubjectCode(
  db: Queryable,
  subjectId: bigint,
): Promise<string | undefined> {
  const rows = await selectRows<{ edrpou: string | null }>(
    db,
    '-- prepared: subject-code\nselect edrpou from registry.subject where subject_id = $1',
    [subjectId],
  );
  return rows[0]?.edrpou ?? undefined;
}

/** The organisation with a code of the state register. */
export async function findSubjectByCode(
  db: Queryable,
  edrpou: string,
): Promise<SubjectName | undefined> {
  const rows = await selectRows<SubjectName>(
    db,
    `select subject_id as "subjectId", kind, short_name as "shortName", edrpou
     from registry.subject where edrpou = $1`,
    [edrpou],
  );
  return rows[0];
}
