import type { JSX } from 'preact';
import { Row } from '../layout/regions.tsx';
import { ClauseTag } from './clause-tag.tsx';

export function ClauseTagExample(): JSX.Element {
  return (
    <Row>
      <ClauseTag clause="1039:15.1" />
      <ClauseTag clause="1039:order-18" />
      <ClauseTag clause="2119:11.4" href="#clause-tag" />
      <ClauseTag clause="118:4" href="#clause-tag" />
      <ClauseTag clause="315:2.3" />
    </Row>
  );
}
