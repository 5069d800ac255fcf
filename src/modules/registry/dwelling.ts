import type { DateRange } from '#kernel/period.ts';
import type { Quantity } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import type { Territory } from './territories.sql.ts';

/** Everything that grows is found by the hromada it lies in and a number inside it. */
export interface BuildingKey {
  readonly hromadaId: number;
  readonly buildingId: bigint;
}

export interface AccountKey {
  readonly hromadaId: number;
  readonly accountId: bigint;
}

const counterBits = 32n;

/** The hromada that an identifier of a building, account, premises or meter was given out in. */
export function hromadaOfId(id: bigint): number {
  return Number(id >> counterBits);
}

/** The first identifiers of a hromada: identifiers are `hromada_id * 2^32 + counter`. */
export function firstIdOf(hromadaId: number): bigint {
  return BigInt(hromadaId) << counterBits;
}

export type BuildingKind = 'apartment' | 'private' | 'other';

export interface Building extends BuildingKey {
  readonly settlement: Territory;
  readonly street: string;
  readonly houseNumber: string;
  readonly postalIndex: string | null;
  readonly kind: BuildingKind;
  readonly storeys: number;
  readonly builtYear: number | null;
  readonly totalArea: Quantity;
  readonly heatedArea: Quantity;
}

export type PremisesKind = 'flat' | 'house' | 'nonresidential';

export interface Premises {
  readonly hromadaId: number;
  readonly premisesId: bigint;
  readonly buildingId: bigint;
  readonly number: string;
  readonly kind: PremisesKind;
  readonly totalArea: Quantity;
  readonly heatedArea: Quantity;
  readonly heating: 'central' | 'own' | 'none';
}

export interface Account extends AccountKey {
  readonly number: string;
  readonly biller: { readonly subjectId: bigint; readonly shortName: string };
  /** Personal data, sealed: opened for the holder and for who bills or serves the account. */
  readonly holder: Buffer;
  readonly residents: number;
  readonly openedOn: Temporal.PlainDate;
  readonly closedOn: Temporal.PlainDate | null;
  readonly building: Building;
  readonly premises: Premises;
  readonly address: string;
}

/** An account as a row of a list. */
export interface AccountBrief extends AccountKey {
  readonly number: string;
  readonly holder: Buffer;
  readonly buildingId: bigint;
  readonly address: string;
  readonly settlementName: string;
  readonly openedOn: Temporal.PlainDate;
  readonly closedOn: Temporal.PlainDate | null;
}

export type ContractModel =
  | 'individual'
  | 'individual-with-service'
  | 'collective'
  | 'collective-consumer';

export type ChargingBasis = 'meter' | 'norm' | 'person' | 'area' | 'building-share';

export interface AccountService {
  readonly service: Service;
  readonly valid: DateRange;
  readonly provider: { readonly subjectId: bigint; readonly shortName: string };
  readonly contractModel: ContractModel;
  readonly basis: ChargingBasis;
  readonly category: string;
}

export interface Meter {
  readonly hromadaId: number;
  readonly meterId: bigint;
  readonly buildingId: bigint;
  /** Null for the meter of a whole building. */
  readonly accountId: bigint | null;
  readonly service: Service;
  readonly serial: string;
  /** Digits before and after the decimal point of the dial. */
  readonly digits: number;
  readonly decimals: number;
  readonly zones: number;
  readonly installedOn: Temporal.PlainDate;
  readonly verifiedUntil: Temporal.PlainDate;
  readonly removedOn: Temporal.PlainDate | null;
}
