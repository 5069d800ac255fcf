import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Calculation } from './calculation.tsx';

export function CalculationExample(): JSX.Element {
  const text = sample.calculation;
  return (
    <Calculation
      formula={
        <>
          <b>{text.volume}</b> {text.gcal} × <b>{text.tariff}</b> {text.hryvnia} = <b>{text.sum}</b>{' '}
          {text.hryvnia}
        </>
      }
      inputs={[
        { label: text.building, value: text.buildingValue, source: text.buildingSource },
        { label: text.flat, value: text.flatValue, source: text.flatSource, clause: '315:4.1' },
        {
          label: text.common,
          value: text.commonValue,
          source: text.commonSource,
          clause: '315:5.2',
        },
        {
          label: text.price,
          value: text.priceValue,
          source: <a href="#calculation">{text.priceSource}</a>,
        },
      ]}
    >
      <a href="#calculation">{text.balance}</a>
      <a href="#calculation">{text.dispute}</a>
    </Calculation>
  );
}
