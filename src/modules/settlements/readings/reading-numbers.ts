import { lookUp } from '#kernel/parameters.ts';
import { parseDecimal } from '#kernel/quantity.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ReadingNumbers } from './judge-reading.ts';

const codes = [
  'reading.far_from_usual_times',
  'reading.history_months',
  'reading.history_days_min',
] as const;

/** The numbers in force on the day; refuses when one of them is not set. */
export async function readReadingNumbers(
  db: Queryable,
  date: Temporal.PlainDate,
): Promise<ReadingNumbers | Refusal> {
  const parameters = await readApprovedParameters(db, codes);
  const numbers: bigint[] = [];
  for (const code of codes) {
    const found = lookUp(parameters, { code, date });
    if (!found.ok) return found.error;
    const number = parseDecimal(found.value.value, 0);
    if (number === undefined) return refuse('parameter-not-whole', undefined, { code });
    numbers.push(number);
  }
  const [farFromUsualTimes = 0n, historyMonths = 0n, historyDaysMin = 0n] = numbers;
  return {
    farFromUsualTimes,
    historyMonths: Number(historyMonths),
    historyDaysMin: Number(historyDaysMin),
  };
}
