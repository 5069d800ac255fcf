import type { Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import type { Service } from '#kernel/service.ts';
import type { PaymentBrief } from '../../payments/pages/payment-view.ts';

export const eventKinds = ['bill', 'payment', 'reading', 'correction'] as const;
export type EventKind = (typeof eventKinds)[number];

/** Something that happened to an account. */
export type HistoryEvent = { readonly at: Temporal.Instant } & (
  | { readonly kind: 'bill'; readonly period: Period; readonly due: Money }
  | { readonly kind: 'payment'; readonly payment: PaymentBrief }
  | {
      readonly kind: 'reading';
      readonly service: Service;
      readonly serial: string;
      readonly zone: number;
      readonly zones: number;
      readonly value: bigint;
      readonly source: 'consumer' | 'provider' | 'file' | 'telemetry';
    }
  | { readonly kind: 'correction'; readonly service: Service; readonly amount: Money }
);

/** Newest first; what happened at the same instant keeps its order. */
export function sortEvents(events: readonly HistoryEvent[]): readonly HistoryEvent[] {
  return [...events].sort((a, b) => Temporal.Instant.compare(b.at, a.at));
}
