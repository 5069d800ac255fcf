import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';
import type { DB } from './tables.ts';
import { installTypeParsers } from './type-parsers.ts';

/** The role a process takes in the database; none of them owns anything but the owner. */
export type DatabaseRole =
  | 'zhkp_owner'
  | 'zhkp_app'
  | 'zhkp_system'
  | 'zhkp_worker'
  | 'zhkp_auditor'
  | UserRole;

/** The role of a transaction in which a group of users acts. */
export type UserRole =
  | 'zhkp_consumer'
  | 'zhkp_deputy'
  | 'zhkp_supplier'
  | 'zhkp_official'
  | 'zhkp_administrator';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

export interface ConnectionOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  readonly connectionsMax?: number;
  /** Longest a single statement may run; bulk jobs pass 0 (no limit). */
  readonly statementTimeoutMs?: number;
}

/** The two handles of a process that serves users. */
export interface Databases {
  /** The platform's own. */
  readonly db: Database;
  /** From which acts of users borrow; by itself it reaches nobody's data. */
  readonly users: Database;
}

export interface DatabaseHandle {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly role: DatabaseRole;
  close(): Promise<void>;
}

/** The handles of a process that serves users, as one. */
export interface WebDatabase extends DatabaseHandle, Databases {}

const defaultConnectionsMax = 10;
const defaultStatementTimeoutMs = 15_000;
const connectTimeoutMs = 5_000;
/** A transaction whose process went silent must not hold its locks for ever. */
const idleInTransactionMs = 60_000;

/** Opens a pool whose every connection has already taken `role`. */
export function openDatabase(options: ConnectionOptions): DatabaseHandle {
  installTypeParsers();
  const timeoutMs = options.statementTimeoutMs ?? defaultStatementTimeoutMs;
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connectionsMax ?? defaultConnectionsMax,
    connectionTimeoutMillis: connectTimeoutMs,
    options:
      `-c role=${options.role} -c timezone=UTC -c statement_timeout=${timeoutMs} ` +
      `-c idle_in_transaction_session_timeout=${idleInTransactionMs}`,
  });
  // An idle connection that the server drops must not stop the process; the next query reconnects.
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
  const db = new Kysely<DB>({ dialect: new PostgresDialect({ pool: preparing(pool) }) });
  return { db, pool, role: options.role, close: () => db.destroy() };
}

/** Opens both pools of a process that serves users. */
export function openWebDatabase(options: Omit<ConnectionOptions, 'role'>): WebDatabase {
  const own = openDatabase({ ...options, role: 'zhkp_system' });
  const users = openDatabase({ ...options, role: 'zhkp_app' });
  return {
    ...{ ...own, users: users.db },
    async close() {
      await Promise.all([own.close(), users.close()]);
    },
  };
}
