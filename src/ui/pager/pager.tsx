import type { JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { pagerTexts } from './texts.uk.ts';

export interface PagerStep {
  readonly href: string;
  /** What lies there: the month. */
  readonly label: string;
}

export interface PagerProps {
  readonly previous?: PagerStep | undefined;
  readonly next?: PagerStep | undefined;
  readonly label?: string | undefined;
}

/** To the neighbour on either side: months of bills, steps of an instruction. */
export function Pager({ previous, next, label }: PagerProps): JSX.Element {
  return (
    <nav class="pager" aria-label={label ?? pagerTexts.label}>
      {previous === undefined ? null : (
        <a href={previous.href} rel="prev">
          <Icon name="left" />
          <span>
            <span class="pager-way">{pagerTexts.previous}</span>
            <span class="pager-label">{previous.label}</span>
          </span>
        </a>
      )}
      {next === undefined ? null : (
        <a class="pager-next" href={next.href} rel="next">
          <span>
            <span class="pager-way">{pagerTexts.next}</span>
            <span class="pager-label">{next.label}</span>
          </span>
          <Icon name="right" />
        </a>
      )}
    </nav>
  );
}
