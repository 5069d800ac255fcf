import { negateMoney } from '#kernel/money.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatDate, formatInstant, formatPeriod } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { BillMovement, CorrectionGround } from './bill.ts';
import { texts } from './texts.uk.ts';

const names: Readonly<Record<BillMovement['kind'], string>> = {
  payment: texts.payment,
  refund: texts.refund,
  correction: texts.correction,
  opening: texts.openingEntry,
};

/** A payment or a correction in a line: when, what, how much; of a correction also why. */
export function movementLine({ kind, amount, on, correction }: BillMovement): string {
  // Stored as what was credited: a refund and a debit correction go the other way.
  const shown = kind === 'payment' ? amount : negateMoney(amount);
  const line = `${formatInstant(on)} — ${names[kind]}, ${formatMoneyWithUnit(shown)}`;
  return correction === undefined ? line : `${line}. ${groundText(correction)}`;
}

function groundText({ service, month, ground, actNumber, actOn }: CorrectionGround): string {
  return texts.correctionGround({
    service: serviceName(service),
    month: formatPeriod(month),
    ground,
    actNumber,
    actOn: formatDate(actOn),
  });
}

export function isPayment({ kind }: BillMovement): boolean {
  return kind === 'payment' || kind === 'refund';
}

export function isCorrection({ kind }: BillMovement): boolean {
  return kind === 'correction';
}
