import type { ClauseId } from '#kernel/law.ts';
import type { JSX } from 'preact';
import { clauseText } from './clause-text.ts';

export interface ClauseTagProps {
  readonly clause: ClauseId;
  /** Where the clause can be read. */
  readonly href?: string | undefined;
}

/** A quiet reference to the clause that something rests upon. */
export function ClauseTag({ clause, href }: ClauseTagProps): JSX.Element {
  const { short, full } = clauseText(clause);
  if (href === undefined) {
    return (
      <span class="clause" title={full}>
        {short}
      </span>
    );
  }
  return (
    <a class="clause" href={href} title={full}>
      {short}
    </a>
  );
}
