import { kopiykas } from '#kernel/money.ts';
import type { JSX } from 'preact';
import { formatPercent } from '../format/number.ts';
import { Row } from '../layout/regions.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Figure, Sum } from './sum.tsx';

const due = kopiykas(410_270n);
const paidPercent = 93.4;

export function SumExample(): JSX.Element {
  return (
    <Row>
      <Sum
        label={sample.sum.label}
        money={due}
        note={
          <>
            {`${sample.sum.note} `}
            <b>{sample.sum.payBy}</b>
          </>
        }
      />
      <Figure
        label={sample.sum.figure}
        value={formatPercent(paidPercent, 1)}
        note={sample.sum.figureNote}
      />
    </Row>
  );
}
