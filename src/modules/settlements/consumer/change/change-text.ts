import { kopiykas, negateMoney, type Money } from '#kernel/money.ts';
import type { Period } from '#kernel/period.ts';
import { formatMoneyChange, formatMoneyWithUnit } from '#ui/format/money.ts';
import { withUnit } from '#ui/format/number.ts';
import { hryvniaShort } from '#ui/format/texts.uk.ts';
import { formatMonthLocative } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { causes, type Cause, type Change, type ServiceChange } from './explain-change.ts';
import { texts } from './texts.uk.ts';

/** A block of the waterfall: a cause with what it added. */
export interface ChangePart {
  readonly label: string;
  readonly change: Money;
}

/** Services whose volume gets a block of its own; the others share one. */
const namedServicesMax = 2;

/**
 * The blocks between last month's sum and this month's, which add up to the difference exactly.
 * Days and tariff stand there even when they changed nothing: that is an answer too.
 */
export function changeParts(change: Change): readonly ChangePart[] {
  const moved = change.services
    .filter(({ volume }) => volume !== 0n)
    .sort((a, b) => compareSize(b.volume, a.volume));
  const named = moved.slice(0, namedServicesMax);
  const rest = kopiykas(named.reduce<bigint>((sum, { volume }) => sum - volume, change.volume));
  const parts: ChangePart[] = named.map((one) => ({
    label: volumeLabel(one),
    change: one.volume,
  }));
  if (named.length === 0) parts.push({ label: texts.allVolume, change: rest });
  else if (moved.length > named.length) parts.push({ label: texts.otherVolume, change: rest });
  parts.push({ label: texts.days, change: change.days });
  parts.push({ label: texts.price, change: change.price });
  if (change.corrections !== 0n) {
    parts.push({ label: texts.corrections, change: change.corrections });
  }
  return parts;
}

function volumeLabel({ service, presence }: ServiceChange): string {
  const name = serviceName(service);
  if (presence === 'began') return texts.beganBlock(name);
  return presence === 'ended' ? texts.endedBlock(name) : texts.volumeOf(name);
}

/** How much, why above all, and whether prices had a part in it: two or three short sentences. */
export function changeSentences(change: Change, monthBefore: Period): readonly string[] {
  const month = formatMonthLocative(monthBefore);
  if (change.total === 0n) return [texts.same(month)];
  const size = formatMoneyWithUnit(change.total < 0n ? negateMoney(change.total) : change.total);
  const main = mainCause(change);
  const sentences = [change.total > 0n ? texts.more(size, month) : texts.less(size, month)];
  if (main !== undefined) sentences.push(causeSentence(main));
  if (change.price === 0n) sentences.push(texts.samePrices);
  else if (main?.cause !== 'price') sentences.push(texts.priceEffect(signed(change.price)));
  if (change.corrections !== 0n && main?.cause !== 'corrections') {
    sentences.push(texts.correctionEffect(signed(change.corrections)));
  }
  return sentences;
}

interface MainCause {
  readonly change: ServiceChange;
  readonly cause: Cause;
}

/** The largest single cause that pulled the same way as the whole. */
function mainCause(change: Change): MainCause | undefined {
  const all = change.services.flatMap((one) => causes.map((cause) => ({ change: one, cause })));
  const along = all.filter((one) => {
    const amount = one.change[one.cause];
    return change.total > 0n ? amount > 0n : amount < 0n;
  });
  return along.sort((a, b) => compareSize(b.change[b.cause], a.change[a.cause]))[0];
}

function causeSentence({ change, cause }: MainCause): string {
  const service = lowerFirst(serviceName(change.service));
  const sum = signed(change[cause]);
  const up = change[cause] > 0n;
  const { main } = texts;
  if (cause === 'volume') {
    if (change.presence !== 'both') return main[change.presence](service, sum);
    return up ? main.volumeUp(service, sum) : main.volumeDown(service, sum);
  }
  if (cause === 'price') return up ? main.priceUp(service, sum) : main.priceDown(service, sum);
  return main[cause](service, sum);
}

function signed(money: Money): string {
  return withUnit(formatMoneyChange(money), hryvniaShort);
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}

/** By size, whichever the sign. */
function compareSize(a: bigint, b: bigint): number {
  const [first, second] = [a < 0n ? -a : a, b < 0n ? -b : b];
  if (first === second) return 0;
  return first < second ? -1 : 1;
}
