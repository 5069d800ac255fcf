import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { preparing } from './prepared.ts';
import type { DB } from './tables.ts';
import { installTypeParsers } from './type-parsers.ts';

/** The role a process takes in the database; none of them owns anything but the owner. */
export type DatabaseRole = 'zhkp_owner' | 'zhkp_app' | 'zhkp_worker' | 'zhkp_auditor';

export type Database = Kysely<DB>;
export type Tx = Transaction<DB>;

export interface ConnectionOptions {
  readonly url: string;
  readonly role: DatabaseRole;
  readonly connectionsMax?: number;
  /** Longest a single statement may run; bulk jobs pass 0 (no limit). */
  readonly statementTimeoutMs?: number;
}

export interface DatabaseHandle {
  readonly db: Database;
  readonly pool: pg.Pool;
  readonly role: DatabaseRole;
  close(): Promise<void>;
}

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
