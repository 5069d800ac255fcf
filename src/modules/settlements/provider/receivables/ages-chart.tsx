import { kopiykas, sumMoney, type Money } from '#kernel/money.ts';
import { Ranking } from '#ui/charts/ranking.tsx';
import { formatHryvnias, formatMoneyLarge } from '#ui/format/money.ts';
import type { ComponentChildren, JSX } from 'preact';
import { ageBuckets } from '../../rules/debt-age.ts';
import { ageNames } from '../texts.uk.ts';
import { addAges, noAges, type Receivable } from './receivables.ts';
import { texts } from './texts.uk.ts';

/** The debt by its age; the title says how much it is. */
export function AgesChart(props: {
  readonly id: string;
  readonly receivables: readonly Receivable[];
  readonly note?: ComponentChildren;
}): JSX.Element {
  const ages = props.receivables.reduce((sum, row) => addAges(sum, row.ages), noAges);
  return (
    <Ranking<Money>
      id={props.id}
      title={`${texts.byAge}: ${formatMoneyLarge(totalDebt(props.receivables))}`}
      unit={texts.hryvnias}
      itemName={texts.age}
      items={ageBuckets.map((bucket) => ({
        label: ageNames[bucket],
        value: ages[bucket],
        highlighted: bucket === 'older',
      }))}
      format={formatHryvnias}
      note={props.note}
    />
  );
}

export function totalDebt(receivables: readonly Receivable[]): Money {
  return kopiykas(sumMoney(receivables.map(({ debt }) => debt)));
}
