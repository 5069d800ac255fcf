import { serviceUnit } from '#kernel/service.ts';
import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { formatMoney, formatMoneyChange, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { IconName } from '#ui/icons/icon.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { stateNames } from '../../payments/pages/texts.uk.ts';
import { AccountTabs, fullAddress } from '../account-parts.tsx';
import { zoneName } from '../lines/texts.uk.ts';
import { texts as readingTexts } from '../readings/texts.uk.ts';
import { texts as common } from '../texts.uk.ts';
import { eventKinds, type EventKind, type HistoryEvent } from './events.ts';
import type { History } from './find-history.ts';
import { texts } from './texts.uk.ts';

export interface HistoryPageProps {
  readonly accounts: readonly Account[];
  readonly history: History;
  /** Undefined for all. */
  readonly kind: EventKind | undefined;
}

/** One line of time of an account, a year at a time. */
export function historyPage(frame: PageFrame, props: HistoryPageProps): string {
  const { accounts, history, kind } = props;
  const { account, year } = history;
  const href = (change: { year?: number; kind?: EventKind | undefined }) =>
    `/cabinet/history?account=${account.accountId}&year=${change.year ?? year}` +
    (change.kind === undefined ? '' : `&kind=${change.kind}`);
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading
        title={texts.title}
        eyebrow={`${common.accountShort(account.number)} · ${fullAddress(account)}`}
        lede={texts.lede}
      />
      <AccountTabs
        accounts={accounts}
        current={account}
        href={(other) => `/cabinet/history?account=${other.accountId}`}
      />
      {history.years.length < 2 ? null : (
        <Tabs
          label={texts.years}
          items={history.years.map((other) => ({
            href: href({ year: other, kind }),
            label: String(other),
            current: other === year,
          }))}
        />
      )}
      <Tabs
        label={texts.kinds}
        items={[undefined, ...eventKinds].map((other) => ({
          href: href({ kind: other }),
          label: other === undefined ? texts.all : texts.kindNames[other],
          current: other === kind,
        }))}
      />
      <Card>
        <EventTable history={history} kind={kind} />
      </Card>
    </Page>,
  );
}

function EventTable({ history, kind }: Omit<HistoryPageProps, 'accounts'>): JSX.Element {
  const { account } = history;
  return (
    <DataTable
      caption={texts.caption(history.year)}
      captionHidden
      rows={history.events.filter((event) => kind === undefined || event.kind === kind)}
      empty={<p>{texts.empty}</p>}
      columns={[
        { key: 'date', header: texts.date, rowHeader: true, cell: ({ at }) => formatInstant(at) },
        {
          key: 'event',
          header: texts.event,
          cell: (event) => (
            <Tag tone={toneOf(event)} icon={icons[event.kind]}>
              {texts.kindName[event.kind]}
            </Tag>
          ),
        },
        {
          key: 'details',
          header: texts.details,
          long: true,
          cell: (event) => details(event, account),
        },
        {
          key: 'sum',
          header: texts.sum,
          numeric: true,
          cell: (event) => sumOf(event),
          isNothing: (event) => event.kind === 'reading',
        },
      ]}
    />
  );
}

const icons: Readonly<Record<EventKind, IconName>> = {
  bill: 'document',
  payment: 'check',
  reading: 'edit',
  correction: 'sort',
};

function toneOf(event: HistoryEvent): Tone {
  if (event.kind === 'payment') {
    if (event.payment.state === 'paid') return 'good';
    return event.payment.state === 'failed' ? 'bad' : 'neutral';
  }
  return event.kind === 'bill' ? 'act' : 'neutral';
}

function details(event: HistoryEvent, account: Account): ComponentChildren {
  if (event.kind === 'reading') return readingDetails(event);
  if (event.kind === 'correction') return texts.correction(serviceName(event.service));
  return event.kind === 'bill' ? (
    <a href={`/cabinet/bills/${account.accountId}/${event.period}`}>
      {texts.billFor(formatPeriod(event.period))}
    </a>
  ) : (
    <a href={`/cabinet/payments/${event.payment.paymentId}`}>
      {texts.payment(formatMoneyWithUnit(event.payment.amount), stateNames[event.payment.state])}
    </a>
  );
}

function readingDetails(event: Extract<HistoryEvent, { kind: 'reading' }>): ComponentChildren {
  const { service, zone, zones, value, source, serial } = event;
  const name = serviceName(service);
  const meter = zones === 1 ? name : `${name}, ${zoneName(zone, zones)}`;
  return (
    <>
      {texts.reading(meter, formatQuantity(value, serviceUnit[service]))}
      <div class="small soft">
        {readingTexts.meterNumber(serial)}, {readingTexts.sources[source]}
      </div>
    </>
  );
}

function sumOf(event: HistoryEvent): string {
  if (event.kind === 'bill') return formatMoney(event.due);
  if (event.kind === 'payment') return formatMoney(event.payment.amount);
  return event.kind === 'correction' ? formatMoneyChange(event.amount) : '';
}
