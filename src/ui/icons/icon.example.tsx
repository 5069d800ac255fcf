import type { JSX } from 'preact';
import { Row } from '../layout/regions.tsx';
import { Icon, iconNames } from './icon.tsx';

export function IconExample(): JSX.Element {
  return (
    <Row>
      {iconNames.map((name) => (
        <Icon name={name} />
      ))}
    </Row>
  );
}
