import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { OutsideFrame } from './outside-frame.tsx';

/** Shows nothing: no origin is named in the policy of this page. */
export function OutsideFrameExample(): JSX.Element {
  return <OutsideFrame href="about:blank" title={sample.titles.outsideFrame} />;
}
