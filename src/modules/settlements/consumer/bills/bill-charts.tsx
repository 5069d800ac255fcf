import { kopiykas, type Money } from '#kernel/money.ts';
import { serviceUnit, services, type Service } from '#kernel/service.ts';
import { Card } from '#ui/card/card.tsx';
import { MonthBars } from '#ui/charts/month-bars.tsx';
import { Waterfall } from '#ui/charts/waterfall.tsx';
import { Fold } from '#ui/details/details.tsx';
import {
  formatHryvnias,
  formatHryvniasChange,
  formatMoney,
  formatMoneyChange,
} from '#ui/format/money.ts';
import { formatNumber, formatPercent, formatScaled } from '#ui/format/number.ts';
import { unitName } from '#ui/format/quantity.ts';
import { formatMonth, formatMonthLocative } from '#ui/format/time.ts';
import { Stack } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { JSX } from 'preact';
import { changeParts } from '../change/change-text.ts';
import { causes, type ServiceChange } from '../change/explain-change.ts';
import { texts as changeTexts } from '../change/texts.uk.ts';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

const microDecimals = 6;
const microPerUnit = 1_000_000;

/** What the thirteen months show: money, or the volume of one service. */
export type MonthsView = 'money' | Service;

export function monthsViewOf(bill: Bill, asked: string | undefined): MonthsView {
  return viewsOf(bill).find((view) => view === asked) ?? 'money';
}

/** Money first, then each service that was measured or shared out in one of the months. */
function viewsOf(bill: Bill): readonly MonthsView[] {
  const used = services.filter((service) =>
    bill.months.some(({ volumes }) => (volumes.get(service) ?? 0n) !== 0n),
  );
  return ['money', ...used.filter((service) => !isShownElsewhere(service, used))];
}

/** Its volume does not change, or is read on the same meter as the supply's. */
function isShownElsewhere(service: Service, used: readonly Service[]): boolean {
  const supply = service.replace('-distribution', '-supply');
  const isSecond = supply !== service && used.some((other) => other === supply);
  return service === 'management' || service === 'waste' || isSecond;
}

/** From last month's sum to this one's, cause by cause, and the same for each service. */
export function ChangeCard({ bill }: { readonly bill: Bill }): JSX.Element | null {
  if (bill.change === null) return null;
  const { before, parts } = bill.change;
  return (
    <Card>
      <Waterfall
        id="why"
        title={
          parts.total === 0n
            ? changeTexts.sameTitle(formatMonthLocative(before))
            : changeTexts.title(formatMonthLocative(before))
        }
        unit={changeTexts.chartUnit}
        note={changeTexts.chartNote}
        from={{ label: capital(formatMonth(before)), value: parts.before }}
        parts={changeParts(parts)}
        to={{ label: capital(formatMonth(bill.period)), value: parts.after }}
        format={formatMoney}
        formatShort={formatHryvnias}
        formatChange={formatMoneyChange}
        formatChangeShort={formatHryvniasChange}
      />
      <Fold summary={changeTexts.asServices}>
        <ChangeTable changes={parts.services} />
      </Fold>
    </Card>
  );
}

function ChangeTable({ changes }: { readonly changes: readonly ServiceChange[] }): JSX.Element {
  const column = (key: (typeof causes)[number] | 'total'): Column<ServiceChange> => ({
    key,
    header: changeTexts[key],
    numeric: true,
    cell: (change) => formatMoneyChange(change[key]),
    isNothing: (change) => change[key] === 0n,
    total: formatMoneyChange(
      kopiykas(changes.reduce<bigint>((sum, change) => sum + change[key], 0n)),
    ),
  });
  return (
    <DataTable
      caption={`${changeTexts.tableCaption}, ${common.hryvnias}`}
      small
      rows={changes}
      columns={[
        {
          key: 'service',
          header: changeTexts.service,
          rowHeader: true,
          cell: ({ service }) => serviceName(service),
          total: changeTexts.total,
        },
        ...causes.map(column),
        column('total'),
      ]}
    />
  );
}

/** Thirteen months of money, or of one service's volume: the address says which. */
export function MonthsCard(props: { readonly bill: Bill; readonly view: MonthsView }): JSX.Element {
  const { bill, view } = props;
  const href = (other: MonthsView) =>
    `/cabinet/bills/${bill.account.accountId}/${bill.period}` +
    `${other === 'money' ? '' : `?chart=${other}`}#months`;
  return (
    <Card id="months">
      <Stack>
        <Tabs
          label={texts.monthsView}
          items={viewsOf(bill).map((other) => ({
            href: href(other),
            label: other === 'money' ? texts.money : serviceName(other),
            current: other === view,
          }))}
        />
        {view === 'money' ? (
          <MoneyMonths bill={bill} />
        ) : (
          <VolumeMonths bill={bill} service={view} />
        )}
      </Stack>
    </Card>
  );
}

function MoneyMonths({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <MonthBars<Money>
      id="months-money"
      title={moneyTitle(bill)}
      unit={changeTexts.chartUnit}
      note={changeTexts.chartNote}
      months={bill.months.map(({ period, charged }) => ({ period, value: charged }))}
      format={formatMoney}
      formatShort={formatHryvnias}
      formatTick={(value) => formatHryvnias(kopiykas(Math.round(value)))}
    />
  );
}

function moneyTitle(bill: Bill): string {
  const month = formatMonth(bill.period);
  const change = yearChange(bill.months.at(0)?.charged, bill.months.at(-1)?.charged);
  if (change === undefined) return texts.monthsTitle;
  if (change === 0) return texts.monthsTitleSame(month);
  const percent = formatPercent(Math.abs(change));
  return change > 0 ? texts.monthsTitleMore(month, percent) : texts.monthsTitleLess(month, percent);
}

function VolumeMonths(props: { readonly bill: Bill; readonly service: Service }): JSX.Element {
  const { bill, service } = props;
  const unit = serviceUnit[service];
  const months = bill.months.map(({ period, charged, volumes }) => ({
    period,
    value: charged === null ? null : (volumes.get(service) ?? 0n),
  }));
  return (
    <MonthBars<bigint>
      id={`months-${service}`}
      title={volumeTitle(service, yearChange(months.at(0)?.value, months.at(-1)?.value))}
      unit={unitName(unit)}
      months={months}
      format={(volume) => formatScaled(volume, { decimals: microDecimals, minDecimals: 0 })}
      formatShort={(volume) => shortVolume(volume)}
      formatTick={(value) => formatNumber(value / microPerUnit, value % microPerUnit === 0 ? 0 : 2)}
    />
  );
}

function volumeTitle(service: Service, change: number | undefined): string {
  const name = serviceName(service);
  if (change === undefined) return texts.volumeTitle(name);
  if (change === 0) return texts.volumeTitleSame(name);
  const percent = formatPercent(Math.abs(change));
  return change > 0 ? texts.volumeTitleMore(name, percent) : texts.volumeTitleLess(name, percent);
}

/** Whole percents from a year ago to now; undefined when the year ago is not known or was zero. */
export function yearChange(
  then: bigint | null | undefined,
  now: bigint | null | undefined,
): number | undefined {
  if (then === null || then === undefined || now === null || now === undefined || then <= 0n) {
    return undefined;
  }
  return Math.round(Number(((now - then) * 1_000n) / then) / 10);
}

function shortVolume(volume: bigint): string {
  return formatNumber(Number(volume) / microPerUnit, volume < 10n * BigInt(microPerUnit) ? 2 : 0);
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
