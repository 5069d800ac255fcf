import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Fold } from './details.tsx';

export function FoldExample(): JSX.Element {
  return (
    <>
      <Fold summary={sample.fold.summary}>
        <p>{sample.fold.text}</p>
      </Fold>
      <Fold summary={sample.fold.summary} open>
        <p>{sample.fold.text}</p>
      </Fold>
    </>
  );
}
