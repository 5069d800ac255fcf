import { acts } from '#kernel/acts.ts';
import type { ClauseId } from '#kernel/law.ts';
import type { JSX } from 'preact';
import { ClauseTag } from './clause-tag.tsx';

const clauseForm = /^([a-z0-9-]+):[a-z0-9][a-z0-9.-]*$/;
const knownActs: ReadonlySet<string> = new Set(['1039', ...acts.map(({ id }) => id)]);

/** The act that a value stands on: a clause of a known act as its tag, anything else as written. */
export function ActText({ act }: { readonly act: string }): JSX.Element {
  const [, actId] = clauseForm.exec(act) ?? [];
  if (actId === undefined || !knownActs.has(actId)) return <>{act}</>;
  return <ClauseTag clause={act as ClauseId} />;
}
