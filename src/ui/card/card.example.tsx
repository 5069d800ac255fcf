import type { JSX } from 'preact';
import { Button } from '../button/button.tsx';
import { CardGrid } from '../layout/regions.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Tag } from '../tag/tag.tsx';
import { Card } from './card.tsx';

export function CardExample(): JSX.Element {
  const { card } = sample;
  return (
    <CardGrid>
      <Card
        heading={card.plain}
        level={3}
        href="#card"
        eyebrow={<Tag icon="search">{card.eyebrow}</Tag>}
      >
        <p class="soft">{card.plainText}</p>
      </Card>
      <Card heading={card.lift} level={3} look="lift" aside={<a href="#card">{card.aside}</a>}>
        <p>{card.liftText}</p>
      </Card>
      <Card heading={card.deep} level={3} look="deep">
        <p class="soft">{card.deepText}</p>
        <Button look="point">{sample.button.point}</Button>
      </Card>
    </CardGrid>
  );
}
