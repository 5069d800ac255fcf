import {
  lineFaultTexts,
  territoryChangeNames,
  type TerritoryImportReport,
} from '#modules/registry/index.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Fold } from '#ui/details/details.tsx';
import { formatCount } from '#ui/format/number.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

interface ReportProps {
  readonly report: TerritoryImportReport;
}

const kinds = ['added', 'renamed', 'moved', 'retired'] as const;

/** Changes of a kind on the page; the rest of those listed is one press away. */
const changesInSight = 10;

export function Counts({ report }: ReportProps): JSX.Element {
  const { units, difference, unchanged, faultyLines } = report;
  const rows: readonly (readonly [string, number])[] = [
    [texts.goodLines, units],
    ...kinds.map((kind) => [territoryChangeNames[kind], difference[kind]] as const),
    [texts.unchanged, unchanged],
    [texts.faultyLines, faultyLines],
  ];
  return (
    <DescriptionList
      rows={rows.map(([term, count]) => ({
        term,
        value: <b class="numbers">{formatCount(count)}</b>,
      }))}
    />
  );
}

type Change = TerritoryImportReport['changes'][number];

const columns: readonly Column<Change>[] = [
  {
    key: 'code',
    header: texts.code,
    rowHeader: true,
    cell: ({ code }) => <span class="numbers">{code}</span>,
  },
  { key: 'name', header: texts.name, cell: ({ name }) => name },
  {
    key: 'was',
    header: texts.was,
    cell: ({ was }) => was ?? '—',
    isNothing: ({ was }) => was === null,
  },
];

/** A table for each kind of change: its first lines, and the others folded away. */
export function ChangeCards({ report }: ReportProps): JSX.Element {
  return (
    <>
      {kinds.map((kind) => {
        const changes = report.changes.filter((change) => change.kind === kind);
        if (changes.length === 0) return null;
        return <ChangeCard kind={kind} changes={changes} total={report.difference[kind]} />;
      })}
    </>
  );
}

function ChangeCard(props: {
  readonly kind: (typeof kinds)[number];
  readonly changes: readonly Change[];
  readonly total: number;
}): JSX.Element {
  const { kind, changes, total } = props;
  const name = territoryChangeNames[kind];
  const hasBefore = changes.some(({ was }) => was !== null);
  const shownColumns = columns.filter(({ key }) => key !== 'was' || hasBefore);
  const rest = changes.slice(changesInSight);
  return (
    <Card
      heading={name}
      aside={
        <span class="small soft">
          {texts.changesOf(formatCount(changes.length), formatCount(total))}
        </span>
      }
    >
      <DataTable
        caption={name}
        captionHidden
        rows={changes.slice(0, changesInSight)}
        columns={shownColumns}
      />
      {rest.length === 0 ? null : (
        <Fold summary={texts.others(formatCount(rest.length))}>
          <DataTable caption={name} captionHidden rows={rest} columns={shownColumns} />
        </Fold>
      )}
    </Card>
  );
}

export function FaultCard({ report }: ReportProps): JSX.Element | null {
  const { faults, faultyLines } = report;
  if (faultyLines === 0) return null;
  return (
    <Card
      heading={texts.faults}
      aside={
        <span class="small soft">
          {texts.changesOf(formatCount(faults.length), formatCount(faultyLines))}
        </span>
      }
    >
      <DataTable
        caption={texts.faults}
        captionHidden
        rows={faults}
        columns={[
          {
            key: 'line',
            header: texts.line,
            rowHeader: true,
            cell: ({ line }) => <span class="numbers">{texts.lineNumber(line)}</span>,
          },
          {
            key: 'reason',
            header: texts.reason,
            long: true,
            cell: ({ fault }) => lineFaultTexts[fault],
          },
          {
            key: 'value',
            header: texts.value,
            cell: ({ value }) => (value === '' ? '—' : value),
            isNothing: ({ value }) => value === '',
          },
        ]}
      />
    </Card>
  );
}
