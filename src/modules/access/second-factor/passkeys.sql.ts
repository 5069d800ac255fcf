import { selectRows, type Queryable } from '#platform/db/queryable.ts';

export interface Passkey {
  readonly credentialId: string;
  readonly publicKey: Buffer;
  readonly counter: bigint;
  readonly transports: readonly string[];
}

export async function readPasskeys(db: Queryable, personId: bigint): Promise<readonly Passkey[]> {
  return selectRows(
    db,
    `select credential_id as "credentialId", public_key as "publicKey", counter, transports
     from access.passkey where person_id = $1 order by added_at`,
    [personId],
  );
}

/** False when the passkey is known already, to whomever. */
export async function insertPasskey(
  db: Queryable,
  passkey: Passkey & {
    readonly personId: bigint;
    readonly name: string;
    readonly now: Temporal.Instant;
  },
): Promise<boolean> {
  const { rows } = await db.query(
    `insert into access.passkey
       (person_id, credential_id, public_key, counter, transports, name, added_at)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict (credential_id) do nothing returning 1`,
    [
      passkey.personId,
      passkey.credentialId,
      passkey.publicKey,
      passkey.counter,
      passkey.transports,
      passkey.name,
      passkey.now,
    ],
  );
  return rows.length > 0;
}

export async function markPasskeyUsed(
  db: Queryable,
  credentialId: string,
  counter: number,
  now: Temporal.Instant,
): Promise<void> {
  await db.query('update access.passkey set counter = $2, used_at = $3 where credential_id = $1', [
    credentialId,
    counter,
    now,
  ]);
}

export async function insertChallenge(
  db: Queryable,
  challenge: string,
  boundTo: Buffer,
  now: Temporal.Instant,
): Promise<void> {
  await db.query(
    'insert into access.passkey_challenge (challenge, bound_to, made_at) values ($1, $2, $3)',
    [challenge, boundTo, now],
  );
}

/** Uses a challenge up: nobody else, and nothing else, finds it after. */
export async function takeChallenge(
  db: Queryable,
  challenge: string,
  boundTo: Buffer,
  notBefore: Temporal.Instant,
): Promise<boolean> {
  const { rows } = await db.query(
    `delete from access.passkey_challenge
     where challenge = $1 and bound_to = $2 and made_at >= $3 returning 1`,
    [challenge, boundTo, notBefore],
  );
  return rows.length > 0;
}
