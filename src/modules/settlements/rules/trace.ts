import type { ParameterStatus } from '#kernel/parameters.ts';

/**
 * How a line of a bill came about: the rule, what went in and where each input came from. It is
 * stored with the charge as compact JSON and read by a person on the page of the line.
 */
export interface Trace {
  readonly rule: RuleId;
  /** Inputs by name; quantities as plain decimals in the unit that the rule's text names. */
  readonly inputs: Readonly<Record<string, string>>;
  /** Parts priced apart: tariff slices of the month, zones of the day, months given back. */
  readonly parts: readonly TracePart[];
  /** Numbers of the law that the volume stands on; absent where there are none. */
  readonly parameters?: readonly UsedParameter[];
}

/** A dated number as it stood when it was used, with the row and the act it came from. */
export interface UsedParameter {
  readonly code: string;
  readonly id: string;
  readonly act: string;
  readonly status: ParameterStatus;
  readonly value: string;
}

export interface TracePart {
  readonly tariff: string;
  /** Day zone; 0 is the whole day. */
  readonly zone: number;
  readonly days: number;
  /** Millionths of the unit. */
  readonly volume: string;
  /** 1/100000 UAH. */
  readonly price: string;
  /** The earlier month that charged what is given back by this part. */
  readonly period?: string;
}

/** Every rule that can stand behind a line; the texts explain each. */
export const ruleIds = [
  'metered',
  'metered-average',
  'norm',
  'norm-after-three-months',
  'follows-water',
  'building-heat-share',
  'area',
  'waste-norm',
  'subscription',
  'fixed',
] as const;

export type RuleId = (typeof ruleIds)[number];

/** Law that each rule applies; shown beside the line. */
export const ruleLaw = {
  metered: '2119:8.1',
  'metered-average': '2119:11.4',
  norm: '2119:9.2',
  'norm-after-three-months': '2119:11.4',
  'follows-water': '2189:17.3',
  'building-heat-share': '2119:10.2',
  area: '2189:10.3',
  'waste-norm': '2320:34',
  subscription: '808:1',
  fixed: '830:32',
} as const satisfies Readonly<Record<RuleId, string>>;
