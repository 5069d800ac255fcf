import { negateMoney } from '#kernel/money.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatInstant } from '#ui/format/time.ts';
import type { BillMovement } from './bill.ts';
import { texts } from './texts.uk.ts';

const names: Readonly<Record<BillMovement['kind'], string>> = {
  payment: texts.payment,
  refund: texts.refund,
  correction: texts.correction,
  opening: texts.openingEntry,
};

/** A payment or a correction in a line: when, what, how much. */
export function movementLine({ kind, amount, on }: BillMovement): string {
  // Stored as what was credited: a refund and a debit correction go the other way.
  const shown = kind === 'payment' ? amount : negateMoney(amount);
  return `${formatInstant(on)} — ${names[kind]}, ${formatMoneyWithUnit(shown)}`;
}

export function isPayment({ kind }: BillMovement): boolean {
  return kind === 'payment' || kind === 'refund';
}

export function isCorrection({ kind }: BillMovement): boolean {
  return kind === 'correction';
}
