import type { Service } from '#kernel/service.ts';
import type { Basis, ContractModel } from './plan.ts';

/** Rows of the tables, in their columns' order. Areas are decimals as text, dates 'YYYY-MM-DD'. */

export interface BuildingRow {
  readonly hromadaId: number;
  readonly buildingId: bigint;
  readonly settlementId: number;
  readonly street: string;
  readonly houseNumber: string;
  readonly postalIndex: string | null;
  readonly kind: 'apartment' | 'private';
  readonly storeys: number;
  readonly builtYear: number;
  readonly totalAreaM2: string;
  readonly heatedAreaM2: string;
  readonly searchKey: string;
}

export interface PremisesRow {
  readonly hromadaId: number;
  readonly premisesId: bigint;
  readonly buildingId: bigint;
  readonly number: string;
  readonly kind: 'flat' | 'house';
  readonly totalAreaM2: string;
  readonly heatedAreaM2: string;
  readonly heating: 'central' | 'own';
}

export interface AccountRow {
  readonly hromadaId: number;
  readonly accountId: bigint;
  readonly billerId: bigint;
  readonly number: string;
  readonly buildingId: bigint;
  readonly premisesId: bigint;
  readonly holderName: string;
  readonly residents: number;
  readonly openedOn: string;
}

/** An account as the database has it: its holder sealed, and what the holder is found by. */
export interface SealedAccountRow extends AccountRow {
  readonly holderIndex: string;
}

export interface AccountServiceRow {
  readonly hromadaId: number;
  readonly accountId: bigint;
  readonly service: Service;
  /** A range of dates in PostgreSQL's text. */
  readonly valid: string;
  readonly buildingId: bigint;
  readonly providerId: bigint;
  readonly contractModel: ContractModel;
  readonly basis: Basis;
  readonly category: 'population';
  readonly billerId: bigint;
}

export interface MeterRow {
  readonly hromadaId: number;
  readonly meterId: bigint;
  readonly buildingId: bigint;
  readonly premisesId: bigint | null;
  readonly accountId: bigint | null;
  readonly service: Service;
  readonly serial: string;
  readonly digits: number;
  readonly decimals: number;
  readonly zones: number;
  readonly installedOn: string;
  readonly verifiedUntil: string;
  readonly removedOn: string | null;
}

export interface ReadingRow {
  readonly hromadaId: number;
  readonly meterId: bigint;
  /** 0 the whole day; 1 day and 2 night of a two-zone meter. */
  readonly zone: number;
  readonly takenOn: string;
  readonly revision: number;
  /** Millionths of the unit. */
  readonly valueMicro: bigint;
  readonly source: 'consumer' | 'provider';
  readonly enteredBy: string;
  readonly enteredAt: string;
}

export interface SequenceRow {
  readonly hromadaId: number;
  readonly nextValue: bigint;
}
