import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Pager } from './pager.tsx';

export function PagerExample(): JSX.Element {
  return (
    <Pager
      previous={{ href: '#pager', label: sample.monthBefore }}
      next={{ href: '#pager', label: sample.monthNow }}
    />
  );
}
