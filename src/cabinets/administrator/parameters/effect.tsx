import { kopiykas, negateMoney } from '#kernel/money.ts';
import type { Effect } from '#platform/parameters/ports.ts';
import { Card } from '#ui/card/card.tsx';
import { formatMoney, formatMoneyChange, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatCount } from '#ui/format/number.ts';
import { plural } from '#ui/format/plural.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { Stack } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

interface EffectProps {
  readonly effect: Effect;
}

/** What the change would do to charges; says that it is a sample when it is. */
export function EffectCard({ effect }: EffectProps): JSX.Element {
  return (
    <Card heading={texts.effectTitle}>
      <Stack>
        <Summary effect={effect} />
        <Basis effect={effect} />
        <Examples effect={effect} />
      </Stack>
    </Card>
  );
}

function Summary({ effect }: EffectProps): JSX.Element {
  if (effect.uncounted !== undefined) {
    const { title, why } = texts.uncounted[effect.uncounted];
    return (
      <Notification tone="act" title={title}>
        <p>{why}</p>
      </Notification>
    );
  }
  if (effect.affected === 0n) return <Notification tone="act" title={texts.effectNone} />;
  const examined = effect.basis?.accountsExamined ?? effect.affected;
  const title =
    `${texts.effectAffected} ${formatCount(effect.affected)} ${texts.effectOf} ` +
    `${formatCount(examined)} ${plural(examined, texts.accountForms)}`;
  return (
    <Notification tone="warn" title={title}>
      <p>{differenceText(effect)}</p>
    </Notification>
  );
}

function differenceText({ differenceKopiykas }: Effect): string {
  const difference = kopiykas(differenceKopiykas);
  if (difference === 0n) return texts.effectSame;
  return difference > 0n
    ? `${texts.effectMore} ${formatMoneyWithUnit(difference)}.`
    : `${texts.effectLess} ${formatMoneyWithUnit(negateMoney(difference))}.`;
}

function Basis({ effect: { basis } }: EffectProps): JSX.Element | null {
  if (basis === undefined) return null;
  const [examined, all] = [basis.accountsExamined, basis.accountsInAll].map(formatCount);
  const isSample = basis.accountsExamined < basis.accountsInAll;
  return (
    <p class="small soft">
      {`${texts.effectMonth} ${formatPeriod(basis.period)} `}
      {`${texts.effectAsIf} `}
      {isSample ? texts.effectSample(examined ?? '', all ?? '') : texts.effectAll(examined ?? '')}
    </p>
  );
}

function Examples({ effect: { examples } }: EffectProps): JSX.Element | null {
  if (examples.length === 0) return null;
  return (
    <DataTable
      caption={texts.examples}
      small
      rows={examples}
      columns={[
        { key: 'label', header: texts.exampleWhat, rowHeader: true, cell: ({ label }) => label },
        {
          key: 'before',
          header: texts.exampleBefore,
          numeric: true,
          cell: ({ beforeKopiykas }) => formatMoney(kopiykas(beforeKopiykas)),
        },
        {
          key: 'after',
          header: texts.exampleAfter,
          numeric: true,
          cell: ({ afterKopiykas }) => formatMoney(kopiykas(afterKopiykas)),
        },
        {
          key: 'change',
          header: texts.exampleChange,
          numeric: true,
          cell: ({ beforeKopiykas, afterKopiykas }) =>
            formatMoneyChange(kopiykas(afterKopiykas - beforeKopiykas)),
        },
      ]}
    />
  );
}
