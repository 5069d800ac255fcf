import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { FaultRates } from './faults.ts';

/** One hromada to be filled. */
export interface HromadaInput {
  readonly hromadaId: number;
  readonly settlementId: number;
  /** KATOTTG code: the key of everything invented here, and the head of account numbers. */
  readonly code: string;
  readonly accounts: number;
  readonly billerId: bigint;
  /** Who provides what; services without a provider are not provided. No hot water is planned. */
  readonly providers: Partial<Readonly<Record<Service, bigint>>>;
  readonly postalIndex?: string;
  /** Names of holders that are given and not invented, by the number of the account from 1. */
  readonly holders?: ReadonlyMap<number, string>;
}

export interface CountryOptions {
  readonly seed: number;
  readonly hromadas: readonly HromadaInput[];
  /** First month with consumption; opening readings are of the day before it. */
  readonly from: Period;
  readonly months: number;
  /** `usualFaults` when not given. */
  readonly faults?: FaultRates;
}

export type MeteredService = 'heat' | 'cold-water' | 'electricity-supply' | 'gas-supply';
export type ContractModel = 'individual' | 'collective';
export type Basis = 'meter' | 'norm' | 'person' | 'area' | 'building-share';

export interface PlannedService {
  readonly service: Service;
  readonly basis: Basis;
  readonly contractModel: ContractModel;
}

export interface PlannedMeter {
  readonly meterId: bigint;
  readonly serial: string;
  /** Digits before the decimal point; after the last of them the count starts from zero. */
  readonly digits: number;
  readonly decimals: number;
  readonly installedOn: string;
  readonly verifiedUntil: string;
  readonly removedOn: string | null;
}

/** What happens at a point, in the month with this index (0 is the first). */
export type PointFault =
  | { readonly kind: 'stopped'; readonly month: number }
  | {
      readonly kind: 'leak';
      readonly month: number;
      readonly months: number;
      readonly litresPerDay: number;
    }
  | { readonly kind: 'rollover'; readonly month: number }
  | {
      readonly kind: 'replaced';
      readonly month: number;
      readonly day: number;
      readonly by: PlannedMeter;
    };

/** A place where consumption is measured: by one meter, or by two after a replacement. */
export interface MeteringPoint {
  /** Number inside the hromada, key of its chance. */
  readonly key: number;
  readonly service: MeteredService;
  readonly zones: 1 | 2;
  readonly meter: PlannedMeter;
  readonly fault: PointFault | null;
}

export interface PlannedAccount {
  /** From 1 inside the hromada. */
  readonly ordinal: number;
  readonly accountId: bigint;
  readonly premisesId: bigint;
  readonly accountNumber: string;
  readonly premisesNumber: string;
  readonly holderName: string;
  readonly residents: number;
  /** Hundredths of m². */
  readonly areaCentiM2: number;
  readonly heatedCentiM2: number;
  readonly heating: 'central' | 'own';
  readonly openedOn: string;
  readonly services: readonly PlannedService[];
  readonly points: readonly MeteringPoint[];
}

export interface PlannedHouse {
  readonly hromada: HromadaInput;
  readonly buildingId: bigint;
  readonly kind: 'apartment' | 'private';
  readonly street: string;
  readonly houseNumber: string;
  readonly storeys: number;
  readonly builtYear: number;
  readonly areaCentiM2: number;
  readonly heatedCentiM2: number;
  /** Area that the building's heat meter feeds. */
  readonly centralCentiM2: number;
  readonly accounts: readonly PlannedAccount[];
  /** Where the heat of the whole house is measured; houses without central heating have none. */
  readonly heatPoint: MeteringPoint | null;
  /** First counter of identifiers that the house leaves free. */
  readonly nextCounter: number;
}

/** What planning a house needs to know beside the hromada. */
export interface PlanContext {
  readonly seed: number;
  readonly hromada: HromadaInput;
  readonly fromYear: number;
  /** Months since year 0 of the first month, for dates by plain arithmetic. */
  readonly fromMonth: number;
  readonly months: number;
  readonly faults: FaultRates;
  readonly streetOffset: number;
}
