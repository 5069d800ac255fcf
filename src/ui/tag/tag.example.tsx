import type { JSX } from 'preact';
import { Row } from '../layout/regions.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Tag } from './tag.tsx';

export function TagExample(): JSX.Element {
  return (
    <Row>
      <Tag>{sample.tag.neutral}</Tag>
      <Tag tone="act">{sample.tag.act}</Tag>
      <Tag tone="good">{sample.tag.good}</Tag>
      <Tag tone="warn">{sample.tag.warn}</Tag>
      <Tag tone="bad">{sample.tag.bad}</Tag>
    </Row>
  );
}
