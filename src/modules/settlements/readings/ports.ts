import type { Service } from '#kernel/service.ts';
import type { Queryable } from '#platform/db/queryable.ts';

/** A meter as the taking of readings needs it. */
export interface MeterFacts {
  readonly hromadaId: number;
  readonly meterId: bigint;
  /** Null for a meter of a whole building. */
  readonly accountId: bigint | null;
  readonly service: Service;
  readonly serial: string;
  /** Digits before and after the decimal mark of the dial. */
  readonly digits: number;
  readonly decimals: number;
  readonly zones: number;
  readonly installedOn: Temporal.PlainDate;
  readonly removedOn: Temporal.PlainDate | null;
}

/** A meter of an account with the days on which its readings are taken. */
export interface AccountMeter extends MeterFacts {
  /** Setting of the provider of its service, or else of the biller, read by `readWindowSetting`. */
  readonly readingWindow: unknown;
}

export interface AccountMeters {
  readonly billerId: bigint;
  readonly meters: readonly AccountMeter[];
}

/** How a provider's file names a meter; at least the account or the serial number is given. */
export interface MeterName {
  readonly account: string | null;
  readonly service: Service | null;
  readonly serial: string | null;
}

export interface NumberingPlace {
  readonly hromadaId: number;
  readonly billerId: bigint;
}

/** What the taking of readings asks the registry. */
export interface MeterDirectory {
  /**
   * Meters of an account, also those taken off, with their windows of the day; undefined when there
   * is no such account.
   */
  findAccountMeters(
    db: Queryable,
    accountId: bigint,
    on: Temporal.PlainDate,
  ): Promise<AccountMeters | undefined>;
  /** Where the account numbers of a provider's file are looked for; asked once for a file. */
  listNumberingPlaces(db: Queryable, providerId: bigint): Promise<readonly NumberingPlace[]>;
  /** As many lists as names, in their order: no meter, the meter, or several that fit. */
  findNamedMeters(
    db: Queryable,
    providerId: bigint,
    request: {
      readonly places: readonly NumberingPlace[];
      readonly names: readonly MeterName[];
      /** Services count that the provider provided on this day or later. */
      readonly since: Temporal.PlainDate;
    },
  ): Promise<readonly (readonly MeterFacts[])[]>;
}
