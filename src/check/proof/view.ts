import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { plainView, type CheckView, type DocumentView, type Finding } from '../view.ts';
import { checkProof, type ProofLine } from './check.ts';
import type { Proof } from './read.ts';
import { texts } from './texts.uk.ts';

/** A proof of the log of actions in words. */
export async function proofView(text: string, keys: readonly string[]): Promise<CheckView> {
  const report = await checkProof(text, keys);
  if (!report.read) {
    const noEd25519 = report.why === 'no-ed25519';
    return noEd25519 ? plainView('warn', texts.noEd25519) : plainView('bad', texts.damaged);
  }
  const { proof, lines, keysKnown } = report;
  const holds = lines.every((line) => line.holds);
  const found = lines.map(findingOf);
  const answer = holds
    ? keysKnown
      ? plainView('good', texts.valid, found)
      : plainView('warn', texts.ownKeys, found)
    : plainView('bad', texts.invalid, found);
  return holds ? { ...answer, document: documentOf(proof) } : answer;
}

function findingOf(line: ProofLine): Finding {
  const tone = line.holds ? 'good' : 'bad';
  if (line.asked === 'opening') {
    const { openingHolds, openingDiffers } = texts;
    return { tone, text: (line.holds ? openingHolds : openingDiffers)(line.field) };
  }
  const { yes, no } = texts.lines[line.asked];
  return { tone, text: line.holds ? yes : no };
}

function documentOf({ entry, leafIndex, head }: Proof): DocumentView {
  const [outcome = ''] = entry.outcome.split(':');
  return {
    title: texts.action,
    facts: [
      { term: texts.at, value: formatInstant(Temporal.Instant.from(entry.at)) },
      { term: texts.command, value: entry.command },
      { term: texts.clauses, value: entry.clauses },
      { term: texts.outcome, value: texts.outcomes[outcome] ?? entry.outcome },
      {
        term: texts.place,
        value: texts.placeOf(formatCount(leafIndex), formatCount(head.size)),
      },
    ],
  };
}
