import { sumMoney } from '#kernel/money.ts';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { changeSentences } from '../change/change-text.ts';
import { texts as changeTexts } from '../change/texts.uk.ts';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

/** What changed since last month, and whether an old debt is in the sum. */
export function changedSentences(bill: Bill): readonly string[] {
  const { change, debt } = bill;
  const sentences =
    change === null ? [changeTexts.firstBill] : changeSentences(change.parts, change.before);
  const carried = sumMoney(debt.map(({ amount }) => amount));
  if (carried === 0n) return sentences;
  return [...sentences, texts.carriedDebt(formatMoneyWithUnit(carried))];
}
