import pg from 'pg';

const oid = { int8: 20, date: 1082, timestamptz: 1184, int8Array: 1016, textArray: 1009 } as const;

/** The driver's typings list the scalar types only; the table itself takes any type's number. */
const types = pg.types as unknown as {
  getTypeParser(typeOid: number): (text: string) => string[];
  setTypeParser(typeOid: number, parse: (text: string) => unknown): void;
};

/** PostgreSQL writes `2026-11-21 10:00:00.5+00`; Temporal reads it with a `T`. */
function instant(text: string): Temporal.Instant {
  return Temporal.Instant.from(text.replace(' ', 'T'));
}

/**
 * Makes the driver speak the platform's types both ways: bigint for int8, Temporal for dates and
 * instants. The driver asks a parameter for `toPostgres` before it falls back to JSON, which would
 * put a date in quotes, so Temporal's two types are given that method here, once.
 */
export function installTypeParsers(): void {
  const parseTextArray = types.getTypeParser(oid.textArray);
  types.setTypeParser(oid.int8, BigInt);
  types.setTypeParser(oid.date, (text) => Temporal.PlainDate.from(text));
  types.setTypeParser(oid.timestamptz, instant);
  types.setTypeParser(oid.int8Array, (text) => parseTextArray(text).map(BigInt));
  for (const type of [Temporal.PlainDate, Temporal.Instant]) {
    Object.defineProperty(type.prototype, 'toPostgres', {
      configurable: true,
      value(this: Temporal.PlainDate | Temporal.Instant): string {
        return this.toString();
      },
    });
  }
}
