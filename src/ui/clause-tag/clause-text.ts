import { type Act, acts } from '#kernel/acts.ts';
import type { ClauseId } from '#kernel/law.ts';
import { formatDate } from '../format/time.ts';
import { nonBreakingSpace } from '../format/unbroken.ts';
import {
  actKindNames,
  actNames,
  clauseTexts,
  latinSuffix,
  regulation,
  resolutionParts,
} from './texts.uk.ts';

export interface ClauseText {
  /** For the page. */
  readonly short: string;
  /** The whole reference, for a tooltip or a list of sources. */
  readonly full: string;
}

/**
 * The reference of a clause as Ukrainian documents write it: '1039:15.1' names clause 15.1,
 * '2119:11.4' article 11 part 4. Letters that our list adds to an id are left out.
 */
export function clauseText(id: ClauseId): ClauseText {
  const [actId = '', place = ''] = id.split(':');
  if (actId === '1039') return clauseOf1039(place);
  const act = acts.find((candidate) => candidate.id === actId);
  if (act === undefined) return { short: id, full: id };
  return clauseOfAct(act, place);
}

function clauseOf1039(place: string): ClauseText {
  const dash = place.indexOf('-');
  const part = dash < 0 ? regulation : (resolutionParts[place.slice(0, dash)] ?? regulation);
  const clause = labelled(clauseTexts.clause, numbersOf(place.slice(dash + 1)).join('.'));
  return {
    short: `${part.short}, ${clause}`.replaceAll(' ', nonBreakingSpace),
    full: `${clauseTexts.resolution1039}, ${part.full}, ${clause}`,
  };
}

function clauseOfAct(act: Act, place: string): ClauseText {
  const own = actNames[act.id];
  const number = act.number.replace(latinSuffix.latin, latinSuffix.own);
  const kind = own?.full ?? actKindNames[act.kind].full;
  const date = formatDate(Temporal.PlainDate.from(act.date));
  const where = placeInAct(act, place);
  return {
    short: [own?.short ?? `${actKindNames[act.kind].short} ${number}`, ...where]
      .join(', ')
      .replaceAll(' ', nonBreakingSpace),
    full: [
      `${kind} ${clauseTexts.of} ${date} ${labelled(clauseTexts.number, number)}`,
      ...where,
    ].join(', '),
  };
}

/** Laws and codes count articles, parts and clauses; everything else counts clauses. */
function placeInAct(act: Act, place: string): readonly string[] {
  const numbers = numbersOf(place);
  if (act.kind !== 'law' && act.kind !== 'code') {
    return [labelled(clauseTexts.clause, numbers.join('.'))];
  }
  const labels = [clauseTexts.article, clauseTexts.part, clauseTexts.clause];
  return [numbers.map((number, index) => labelled(labels[index] ?? '', number)).join(' ')];
}

function numbersOf(place: string): readonly string[] {
  const parts = place.split('.');
  const firstLetter = parts.findIndex((part) => !/^\d/.test(part));
  return firstLetter <= 0 ? parts : parts.slice(0, firstLetter);
}

function labelled(label: string, text: string): string {
  return `${label}${nonBreakingSpace}${text}`;
}
