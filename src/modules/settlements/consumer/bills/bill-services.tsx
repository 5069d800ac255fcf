import { kopiykas, type Money } from '#kernel/money.ts';
import { Calculation, type CalculationInput } from '#ui/calculation/calculation.tsx';
import { Card } from '#ui/card/card.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { Fold } from '#ui/details/details.tsx';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { Stack } from '#ui/layout/regions.tsx';
import { ServiceMark, serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { ComponentChildren, JSX } from 'preact';
import type { ExplainedInput, ExplainedLine, ExplainedTariff } from '../lines/line.ts';
import { componentNames, texts as lineTexts } from '../lines/texts.uk.ts';
import { texts as common } from '../texts.uk.ts';
import type { Bill, BillService } from './bill.ts';
import { texts } from './texts.uk.ts';

/** The movement of each service, and under it how each sum came about, folded. */
export function BillServices({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <Card>
      <ServiceTable
        bill={bill}
        name={({ service, lines }) => <ServiceMark service={service} note={madeOf(lines)} />}
      />
      {bill.services.map((service) => (
        <ServiceCalculation bill={bill} service={service} />
      ))}
    </Card>
  );
}

/** "5,227 m3 × 16,164 UAH/m3 + monthly fee 25,20 UAH": volume and tariff at a glance. */
export function madeOf(lines: readonly ExplainedLine[]): string {
  return lines
    .map(({ component, formula, amount }) =>
      component === 'volume'
        ? formula
        : `${componentNames[component]} ${formatMoneyWithUnit(amount)}`,
    )
    .join(' + ');
}

type MovementKey = 'opening' | 'charged' | 'corrected' | 'paid';

const movements: readonly MovementKey[] = ['opening', 'charged', 'corrected', 'paid'];

export interface ServiceTableProps {
  readonly bill: Bill;
  readonly name: (service: BillService) => ComponentChildren;
  /** What stands under each service over the whole width. */
  readonly below?: ((service: BillService) => ComponentChildren) | undefined;
}

/** From what was owed to what is due, service by service, the same on screen and on paper. */
export function ServiceTable({ bill, name, below }: ServiceTableProps): JSX.Element {
  const movement = (key: MovementKey): Column<BillService> => ({
    key,
    header: texts[key],
    numeric: true,
    cell: (service) => formatMoney(kopiykas(service[key])),
    isNothing: (service) => service[key] === 0n,
    total: formatMoney(bill.totals[key]),
  });
  return (
    <DataTable
      caption={`${texts.byService}, ${common.hryvnias}`}
      rows={bill.services}
      below={below}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: name,
          total: texts.total,
        },
        ...movements.map(movement),
        {
          key: 'due',
          header: texts.due,
          numeric: true,
          cell: ({ due }) => <b>{formatMoney(kopiykas(due))}</b>,
          total: <b>{formatMoney(bill.totals.due)}</b>,
        },
      ]}
    />
  );
}

function ServiceCalculation(props: {
  readonly bill: Bill;
  readonly service: BillService;
}): JSX.Element {
  const { bill, service } = props;
  const name = serviceName(service.service);
  const charged: Money = kopiykas(service.charged);
  const dispute =
    `/cabinet/bills/${bill.account.accountId}/${bill.period}/dispute` +
    `?service=${service.service}`;
  return (
    <Fold
      id={`how-${service.service}`}
      summary={
        service.lines.length === 0
          ? texts.notCharged(name)
          : texts.howCame(name, formatMoneyWithUnit(charged))
      }
    >
      <Stack>
        {service.lines.length === 0 ? <p>{texts.notChargedLead}</p> : null}
        {service.lines.map((line) => (
          <LineCalculation line={line} />
        ))}
        <p class="row small">
          <span>
            {texts.provider}: {service.provider.shortName}
          </span>
          <a href={dispute}>{texts.dispute}</a>
        </p>
      </Stack>
    </Fold>
  );
}

function LineCalculation({ line }: { readonly line: ExplainedLine }): JSX.Element {
  return (
    <div>
      <p>
        <b>{line.title}</b> <ClauseTag clause={line.law} />
      </p>
      <Calculation
        formula={
          <>
            {line.formula} = <b>{formatMoneyWithUnit(line.amount)}</b>
          </>
        }
        inputs={[...line.inputs.map(shownInput), ...line.tariffs.map(shownTariff)]}
      >
        <span class="soft">
          {line.rounding} {line.vat}
        </span>
      </Calculation>
    </div>
  );
}

function shownInput({ label, value, source, clause, unverified }: ExplainedInput) {
  const input: CalculationInput = {
    label,
    value,
    source:
      unverified === true ? (
        <>
          {source} <Tag tone="warn">{common.parameterUnverified}</Tag>
        </>
      ) : (
        source
      ),
    clause,
  };
  return input;
}

/** "Council, decision № 231 of 07.08.2026". */
export function decidedBy(authority: string, decisions: readonly string[]): string {
  const all = decisions.join(', ');
  return authority === '' ? all : lineTexts.decidedBy(authority, all);
}

function shownTariff({
  tariffId,
  price,
  authority,
  decision,
  validity,
}: ExplainedTariff): CalculationInput {
  return {
    label: lineTexts.tariff,
    value: price,
    source: (
      <>
        <a href={`/tariffs/${tariffId}`}>{decidedBy(authority, [decision])}</a>
        <br />
        {validity}
      </>
    ),
  };
}
