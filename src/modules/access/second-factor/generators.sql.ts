import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export const secretColumn = 'access.code_generator.secret';

export interface Generator {
  readonly generatorId: string;
  readonly secret: Buffer;
}

/** A generator that waits for its first code takes the place of any other that waits. */
export async function insertGenerator(
  db: Queryable,
  generator: Generator & {
    readonly personId: bigint;
    readonly name: string;
    readonly now: Temporal.Instant;
  },
): Promise<void> {
  const { generatorId, personId, secret, name, now } = generator;
  await db.query(
    'delete from access.code_generator where person_id = $1 and confirmed_at is null',
    [personId],
  );
  await db.query(
    `insert into access.code_generator (generator_id, person_id, secret, name, added_at)
     values ($1, $2, $3, $4, $5)`,
    [generatorId, personId, secret, name, now],
  );
}

/** One that waits for its first code, if it was begun lately by the person. */
export async function readWaitingGenerator(
  db: Queryable,
  personId: bigint,
  generatorId: string,
  notBefore: Temporal.Instant,
): Promise<Generator | undefined> {
  const rows = await selectRows<Generator>(
    db,
    `select generator_id as "generatorId", secret from access.code_generator
     where generator_id = $2 and person_id = $1 and confirmed_at is null and added_at >= $3`,
    [personId, generatorId, notBefore],
  );
  return rows[0];
}

export async function confirmGenerator(
  db: Queryable,
  generatorId: string,
  step: number,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    `update access.code_generator set confirmed_at = $3, last_step = $2 where generator_id = $1`,
    [generatorId, step, now],
  );
}

/** Those of a person that are in use. */
export async function readGenerators(
  db: Queryable,
  personId: bigint,
): Promise<readonly Generator[]> {
  return selectRows(
    db,
    `select generator_id as "generatorId", secret from access.code_generator
     where person_id = $1 and confirmed_at is not null order by added_at`,
    [personId],
  );
}

/** Takes the code of a step: once, and none of an earlier step after it. */
export async function takeStep(
  db: Queryable,
  generatorId: string,
  step: number,
  now: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await db.query(
    `update access.code_generator set last_step = $2, used_at = $3
     where generator_id = $1 and last_step < $2 returning 1`,
    [generatorId, step, now],
  );
  return rows.length > 0;
}
