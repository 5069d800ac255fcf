import { periodOf } from '#kernel/period.ts';
import { Card } from '#ui/card/card.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { runTones } from '../billing/billing-page.tsx';
import { texts as billingTexts } from '../billing/texts.uk.ts';
import { placeName } from '../texts.uk.ts';
import type { Desk, DeskPlace } from './desk.ts';
import { texts } from './texts.uk.ts';

/** The hromadas of a subject that has several. */
export function PlacesTable({ places }: Desk): JSX.Element {
  return (
    <Card>
      <DataTable caption={texts.placesTitle} rows={places} columns={columns} />
    </Card>
  );
}

const columns: readonly Column<DeskPlace>[] = [
  {
    key: 'place',
    header: texts.place,
    rowHeader: true,
    cell: ({ place }) => <a href={`/cabinet/accounts?place=${place.key}`}>{placeName(place)}</a>,
  },
  {
    key: 'accounts',
    header: texts.accounts,
    numeric: true,
    cell: ({ place }) => formatCount(place.accounts),
  },
  { key: 'month', header: texts.openMonth, cell: ({ place }) => formatPeriod(place.openPeriod) },
  {
    key: 'received',
    header: texts.received,
    numeric: true,
    cell: ({ readings }) =>
      texts.ofAll(formatCount(readings.received), formatCount(readings.awaited)),
    isNothing: ({ readings }) => readings.awaited === 0,
  },
  { key: 'last', header: texts.last, cell: lastRunCell, isNothing: hasNoRun },
  {
    key: 'questions',
    header: texts.questions,
    numeric: true,
    cell: ({ toDecide, lastRun }) =>
      lastRun === undefined || toDecide === 0 ? (
        formatCount(toDecide)
      ) : (
        <a href={`/cabinet/billing/${lastRun.runId}/questions`}>{formatCount(toDecide)}</a>
      ),
    isNothing: ({ toDecide }) => toDecide === 0,
  },
];

function hasNoRun({ lastRun }: DeskPlace): boolean {
  return lastRun === undefined;
}

function lastRunCell({ lastRun }: DeskPlace): JSX.Element | null {
  if (lastRun === undefined) return null;
  return (
    <>
      <a href={`/cabinet/billing/${lastRun.runId}`}>{formatPeriod(periodOf(lastRun.month))}</a>{' '}
      <Tag tone={runTones[lastRun.state]}>{billingTexts.states[lastRun.state]}</Tag>
    </>
  );
}
