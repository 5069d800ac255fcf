import { CompiledQuery, type DatabaseConnection } from 'kysely';
import pg from 'pg';
import { consumers, isOneOf, restrictedAskers, suppliers, type Role } from '#kernel/role.ts';
import { dayInKyiv } from './clock.ts';
import type { Database, Tx, UserRole } from './db/database.ts';
import type { Queryable } from './db/queryable.ts';
import { queryableOf } from './db/queryable-of.ts';
import { overOneConnection } from './db/one-connection.ts';
import { holderOf } from './holder.ts';
import { actorKey, type Principal } from './principal.ts';

/**
 * Row-level security: a transaction says who acts as its first statement, and of tables with
 * personal data reaches what that somebody does. Nothing of it outlives the transaction.
 */
const { escapeLiteral } = pg;

/** In whose database role the acts of a group of users go. */
function databaseRoleOf(role: Role): UserRole | 'zhkp_app' {
  if (role === 'trusted-consumer') return 'zhkp_deputy';
  if (isOneOf(consumers, role)) return 'zhkp_consumer';
  if (isOneOf(suppliers, role)) return 'zhkp_supplier';
  if (isOneOf(restrictedAskers, role)) return 'zhkp_official';
  if (isOneOf(['technical-administrator', 'temporary-administrator'], role)) {
    return 'zhkp_administrator';
  }
  return 'zhkp_app';
}

/** The statements that say who acts, to be sent as one message. */
export function reachOf(principal: Principal, now: Temporal.Instant): string {
  const { role, personId, subjectId, membershipId, mandate, territoryId } = principal;
  const holder = holderOf(principal);
  return take(databaseRoleOf(role), [
    ...[role, personId, subjectId, membershipId, mandate?.mandateId ?? null, territoryId],
    ...[dayInKyiv(now).toString(), actorKey(principal)],
    holder === undefined ? null : `{"${holder}"}`,
  ]);
}

/**
 * Of a command that many ask for at once, each for themselves: the documents of each of them, and
 * nothing else that is anybody's own.
 */
export function reachOfGroup(principals: readonly Principal[], now: Temporal.Instant): string {
  const holders = new Set(principals.flatMap((one) => holderOf(one) ?? []));
  const nobody = Array.from({ length: 6 }, () => null);
  return take('zhkp_app', [
    ...nobody,
    ...[dayInKyiv(now).toString(), null],
    `{${Array.from(holders, (holder) => `"${holder}"`).join(',')}}`,
  ]);
}

function take(
  role: UserRole | 'zhkp_app',
  facts: readonly (string | bigint | number | null)[],
): string {
  const values = facts.map((fact) => (fact === null ? 'null' : escapeLiteral(String(fact))));
  return `set local role ${role}; select reach.take(${values.join(', ')})`;
}

/** Says in a transaction who acts in it; its first statement. */
export async function enter(tx: Tx, statements: string): Promise<void> {
  await tx.executeQuery(CompiledQuery.raw(statements));
}

/** A handle for the length of a query, and its end. */
export interface BoundReading {
  readonly db: Database;
  /** Gives the connection back, if one was borrowed; nobody need wait for it. */
  readonly end: () => Promise<void>;
}

/**
 * A handle of somebody: a transaction, read-only unless they need `scratch` tables, that begins with
 * the first statement they really make, in the same message as who they are.
 */
export function bindReading(
  users: Database,
  principal: Principal,
  now: Temporal.Instant,
  scratch = false,
): BoundReading {
  const begin = scratch ? 'begin' : 'begin read only';
  const ended = Promise.withResolvers<undefined>();
  const db = overOneConnection(() => {
    const opened = Promise.withResolvers<DatabaseConnection>();
    const transaction = users.getExecutor().provideConnection(async (connection) => {
      await say(connection, `${begin}; ${reachOf(principal, now)}`);
      opened.resolve(connection);
      await ended.promise;
      await say(connection, 'commit');
    });
    transaction.catch(opened.reject);
    return opened.promise;
  }, databaseRoleOf(principal.role));
  return {
    db,
    end: async () => {
      await db.destroy();
      ended.resolve(undefined);
    },
  };
}

/**
 * The one door past one's own reach, for what a user's act cannot do without: an account found by
 * its code, a name shown beside an act. What `work` asks for goes under the platform's own role,
 * alone on the connection. `why` says what for, here and in the database's log of statements.
 */
export function beyondReach<T>(
  db: Database | Tx,
  why: string,
  work: (on: Queryable, db: Database) => Promise<T>,
): Promise<T> {
  return db.getExecutor().provideConnection(async (connection) => {
    const { rows } = await connection.executeQuery<{ role: string }>(
      CompiledQuery.raw(`select current_setting('role') as role /* beyond reach: ${why} */`),
    );
    await say(connection, 'set local role zhkp_system');
    try {
      const all = overOneConnection(() => Promise.resolve(connection));
      return await work(queryableOf(all), all);
    } finally {
      // In a transaction that has failed nothing more is done, under whatever role.
      await say(connection, `set local role ${rows[0]?.role}`).catch(() => undefined);
    }
  });
}

async function say(connection: DatabaseConnection, statements: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(statements));
}
