import type { Money } from '#kernel/money.ts';
import { serviceUnit, type Service } from '#kernel/service.ts';
import { Card } from '#ui/card/card.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatMonth } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { roundToDecimals } from '../../rules/round-volume.ts';
import type { Bill } from './bill.ts';
import type { Comparison } from './compare-use.ts';
import { accountForms, adviceTexts, texts } from './texts.uk.ts';

/** Averages need no more: the third decimal of a neighbour's water says nothing. */
const shownDecimals = 2;
const gcalDecimals = 4;
const adviceMax = 3;

/** Average use and cost of comparable homes, and what to do to use less (2119:8.3). */
export function ComparisonCard({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <Card heading={texts.comparison}>
      <Stack>
        {bill.comparisons.length === 0 ? (
          <p>{texts.noComparison}</p>
        ) : (
          <>
            <p class="soft">{texts.comparisonLead(formatMonth(bill.period))}</p>
            <ComparisonTable bill={bill} captionHidden />
          </>
        )}
        <Advice bill={bill} />
      </Stack>
    </Card>
  );
}

export function ComparisonTable(props: {
  readonly bill: Bill;
  readonly captionHidden: boolean;
}): JSX.Element {
  return (
    <DataTable
      caption={texts.comparison}
      captionHidden={props.captionHidden}
      small
      rows={props.bill.comparisons}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: (row) => (
            <>
              {serviceName(row.service)} <div class="small soft">{comparedAs(row)}</div>
            </>
          ),
        },
        {
          key: 'own',
          header: texts.yours,
          numeric: true,
          cell: ({ ownVolume, ownCost, service }) => useAndCost(service, ownVolume, ownCost),
        },
        {
          key: 'peer',
          header: texts.peers,
          numeric: true,
          cell: ({ peerVolume, peerCost, service }) => useAndCost(service, peerVolume, peerCost),
        },
      ]}
    />
  );
}

/** Per what, among how many, and where the two were not counted alike. */
function comparedAs({ per, accounts, ownByNorm }: Comparison): string {
  const among = countOf(accounts, accountForms);
  return [
    per === 'person' ? texts.perPerson : texts.perArea,
    among,
    ...(ownByNorm ? [texts.peersWithMeters] : []),
  ].join(', ');
}

function useAndCost(service: Service, volume: bigint, cost: Money): string {
  return `${averageUse(volume, service)}, ${formatMoneyWithUnit(cost)}`;
}

/** An average with its unit, without more decimals than it is worth. */
function averageUse(volume: bigint, service: Service): string {
  const unit = serviceUnit[service];
  const decimals = unit === 'Gcal' ? gcalDecimals : shownDecimals;
  return formatQuantity(roundToDecimals(volume, decimals), unit);
}

function Advice({ bill }: { readonly bill: Bill }): JSX.Element | null {
  const advice = adviceFor(bill.services, bill.comparisons);
  if (advice.length === 0) return null;
  return (
    <>
      <h3>{texts.advice}</h3>
      <ul>
        {advice.map((service) => (
          <li>{adviceTexts[service]}</li>
        ))}
      </ul>
    </>
  );
}

/** Advice for what costs most and for what is used more than in comparable homes, these first. */
export function adviceFor(
  services: readonly { readonly service: Service; readonly charged: bigint }[],
  comparisons: readonly Comparison[],
): readonly Service[] {
  const above = new Set(
    comparisons
      .filter(({ ownVolume, peerVolume }) => ownVolume > peerVolume)
      .map(({ service }) => service),
  );
  return services
    .filter(({ service, charged }) => adviceTexts[service] !== undefined && charged > 0n)
    .sort((a, b) => {
      const isAbove = Number(above.has(b.service)) - Number(above.has(a.service));
      return isAbove !== 0 ? isAbove : Number(b.charged - a.charged);
    })
    .slice(0, adviceMax)
    .map(({ service }) => service);
}
