import type { JSX } from 'preact';
import { Row } from '../layout/regions.tsx';
import { MeterDial } from './meter-dial.tsx';

export function MeterDialExample(): JSX.Element {
  return (
    <Row>
      <MeterDial digits={5} decimals={3} value={481_170_000n} />
      <MeterDial digits={6} decimals={0} value={175_576_000_000n} />
    </Row>
  );
}
