import { meteredVolume } from './metered-volume.ts';

/** Questions that a reading raises; they are asked and never block (systems-compared, item 7). */
export type ReadingQuestion = 'lower' | 'zero' | 'far-from-usual' | 'digits-swapped' | 'rollover';

/** What makes a value no reading at all: it is refused with the reason. */
export type ReadingRefusal = 'in-future' | 'before-last' | 'too-many-digits' | 'meter-removed';

export interface ReadingFacts {
  readonly value: bigint;
  readonly takenOn: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
  readonly digits: number;
  readonly removedOn: Temporal.PlainDate | null;
  readonly previous: { readonly value: bigint; readonly takenOn: Temporal.PlainDate } | undefined;
  /** Usual consumption a day, millionths; null when nothing is known. */
  readonly usualPerDay: bigint | null;
  /** How many times the usual asks a question (parameter `reading.far_from_usual_times`). */
  readonly farFromUsualTimes: bigint;
}

/** Finds what refuses a reading; undefined when it may go in. */
export function refuseReading(facts: ReadingFacts): ReadingRefusal | undefined {
  if (isAfter(facts.takenOn, facts.today)) return 'in-future';
  if (facts.value >= 10n ** BigInt(facts.digits) * 1_000_000n) return 'too-many-digits';
  if (facts.removedOn !== null && isAfter(facts.takenOn, facts.removedOn)) {
    return 'meter-removed';
  }
  if (facts.previous !== undefined && isAfter(facts.previous.takenOn, facts.takenOn)) {
    return 'before-last';
  }
  return undefined;
}

/** Finds what to ask the sender before a reading goes in. */
export function questionReading(facts: ReadingFacts): readonly ReadingQuestion[] {
  const { previous } = facts;
  if (previous === undefined) return [];
  const measured = meteredVolume(previous.value, facts.value, facts.digits);
  if (measured.kind === 'lower') {
    return looksSwapped(facts) ? ['lower', 'digits-swapped'] : ['lower'];
  }
  const questions: ReadingQuestion[] = measured.rolledOver ? ['rollover'] : [];
  const days = BigInt(Math.max(1, previous.takenOn.until(facts.takenOn).days));
  const usual = facts.usualPerDay === null ? null : facts.usualPerDay * days;
  if (measured.volume === 0n) questions.push('zero');
  else if (usual !== null && usual > 0n && measured.volume > usual * facts.farFromUsualTimes) {
    questions.push('far-from-usual');
    if (looksSwapped(facts)) questions.push('digits-swapped');
  }
  return questions;
}

/** Whether exchanging two neighbouring digits makes the reading an ordinary one. */
function looksSwapped(facts: ReadingFacts): boolean {
  const { previous, usualPerDay } = facts;
  if (previous === undefined || usualPerDay === null || facts.value < 0n) return false;
  const days = BigInt(Math.max(1, previous.takenOn.until(facts.takenOn).days));
  const ceiling = usualPerDay * days * facts.farFromUsualTimes;
  const whole = String(facts.value / 1_000_000n).padStart(facts.digits, '0');
  for (let index = 0; index + 1 < whole.length; index += 1) {
    const swapped = BigInt(
      whole.slice(0, index) + whole[index + 1] + whole[index] + whole.slice(index + 2),
    );
    const volume = swapped * 1_000_000n - previous.value;
    if (swapped !== BigInt(whole) && volume >= 0n && volume <= ceiling) return true;
  }
  return false;
}

function isAfter(a: Temporal.PlainDate, b: Temporal.PlainDate): boolean {
  return Temporal.PlainDate.compare(a, b) > 0;
}
