import {
  CompiledQuery,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Driver,
} from 'kysely';
import type { Database } from './database.ts';
import { preparedMark } from './prepared.ts';
import type { DB } from './tables.ts';

/**
 * A handle all of whose statements go over one connection in a transaction, one after another;
 * `open` is called for the first of them, so that whoever asks nothing opens nothing. What is
 * prepared is prepared for the role: a plan carries its policies, and is thrown away by another's.
 */
export function overOneConnection(open: () => Promise<DatabaseConnection>, role = ''): Database {
  return new Kysely<DB>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () =>
        new OneConnection(() => open().then((connection) => preparingFor(role, connection))),
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class OneConnection implements Driver {
  readonly #open: () => Promise<DatabaseConnection>;
  #connection: Promise<DatabaseConnection> | undefined;
  /** Resolves when whoever has the connection gives it back. */
  #free: Promise<void> = Promise.resolve();
  #giveBack: () => void = () => undefined;
  #isClosed = false;

  constructor(open: () => Promise<DatabaseConnection>) {
    this.#open = open;
  }

  init(): Promise<void> {
    return Promise.resolve();
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const before = this.#free;
    const { promise, resolve } = Promise.withResolvers<undefined>();
    this.#free = promise.then(() => undefined);
    await before;
    this.#giveBack = () => resolve(undefined);
    try {
      if (this.#isClosed) throw new Error('the connection was given back');
      this.#connection ??= this.#open();
      return await this.#connection;
    } catch (error) {
      this.#giveBack();
      throw error;
    }
  }

  releaseConnection(): Promise<void> {
    this.#giveBack();
    return Promise.resolve();
  }

  beginTransaction(connection: DatabaseConnection): Promise<void> {
    return say(connection, 'savepoint inner_transaction');
  }

  commitTransaction(connection: DatabaseConnection): Promise<void> {
    return say(connection, 'release savepoint inner_transaction');
  }

  rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    return say(connection, 'rollback to savepoint inner_transaction');
  }

  /** Waits for the statement under way; what waits behind it is not made any more. */
  destroy(): Promise<void> {
    this.#isClosed = true;
    return this.#free;
  }
}

function preparingFor(role: string, connection: DatabaseConnection): DatabaseConnection {
  if (role === '') return connection;
  const suffix = `-${role.replaceAll('_', '-')}`;
  return {
    executeQuery: (query) =>
      connection.executeQuery({ ...query, sql: query.sql.replace(preparedMark, `$1${suffix}\n`) }),
    streamQuery: () => {
      throw new Error('long results go by COPY');
    },
  };
}

async function say(connection: DatabaseConnection, statement: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(statement));
}
