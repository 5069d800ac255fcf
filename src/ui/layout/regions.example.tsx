import type { JSX } from 'preact';
import { Card } from '../card/card.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Split } from './regions.tsx';

export function RegionsExample(): JSX.Element {
  const { page } = sample;
  return (
    <Split aside={<Card heading={page.sidePart} level={3} />}>
      <Card heading={page.mainPart} level={3} />
    </Split>
  );
}
