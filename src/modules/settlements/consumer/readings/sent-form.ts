import type { ReadingQuestion } from '../../rules/reading-checks.ts';
import type { OwnMeter } from './meters.ts';

/** What was sent for one meter: each zone's text as typed, and the questions answered with yes. */
export interface SentMeter {
  readonly meter: OwnMeter;
  readonly values: readonly { readonly zone: number; readonly value: string }[];
  readonly confirmed: readonly string[];
}

/** Typed values by the name of their field, to be given back as they were. */
export type TypedValues = Readonly<Record<string, string>>;

/** The name of the field of a meter's zone. */
export function fieldName(meterId: bigint, zone: number): string {
  return `value-${meterId}-${zone}`;
}

/** The name of the hidden field that carries the questions already answered. */
export function confirmedName(meterId: bigint): string {
  return `confirmed-${meterId}`;
}

/** Everything typed into the fields of the meters; other fields of the form are left out. */
export function typedValues(meters: readonly OwnMeter[], body: unknown): TypedValues {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>;
  const typed: Record<string, string> = {};
  for (const { meterId, zones } of meters) {
    for (const { zone } of zones) {
      const value = form[fieldName(meterId, zone)];
      if (typeof value === 'string') typed[fieldName(meterId, zone)] = value.slice(0, lengthMax);
    }
  }
  return typed;
}

const lengthMax = 40;

/** The meters that something was typed for; a meter left empty altogether is not sent. */
export function sentMeters(
  meters: readonly OwnMeter[],
  typed: TypedValues,
  body: unknown,
): readonly SentMeter[] {
  const form = (body ?? {}) as Readonly<Record<string, unknown>>;
  return meters.flatMap((meter): SentMeter[] => {
    const values = meter.zones.map(({ zone }) => ({
      zone,
      value: typed[fieldName(meter.meterId, zone)] ?? '',
    }));
    if (values.every(({ value }) => value.trim() === '')) return [];
    const confirmed = form[confirmedName(meter.meterId)];
    return [
      {
        meter,
        values,
        confirmed: typeof confirmed === 'string' ? confirmed.split(',').filter(Boolean) : [],
      },
    ];
  });
}

/** Joins the questions of a meter for the hidden field. */
export function confirmation(questions: readonly { readonly question: ReadingQuestion }[]): string {
  return [...new Set(questions.map(({ question }) => question))].join(',');
}
