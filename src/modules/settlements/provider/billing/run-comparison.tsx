import { divideHalfUp, kopiykas } from '#kernel/money.ts';
import { periodOf } from '#kernel/period.ts';
import { Card } from '#ui/card/card.tsx';
import { formatMoney } from '#ui/format/money.ts';
import { formatPercentChange } from '#ui/format/number.ts';
import { formatQuantityColumn, unitName } from '#ui/format/quantity.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import type { RunResult } from './run-report.ts';
import type { Run, RunSums } from './runs.sql.ts';
import { texts } from './texts.uk.ts';

/** A change of so many percent is worth a second look. */
const noticeablePercent = 20;
const percentTenths = 1_000n;
const tenthsPerPercent = 10;

interface Line {
  readonly name: string;
  readonly now: string;
  readonly before?: string | undefined;
  readonly change?: JSX.Element | string | undefined;
}

/** What a run came to, beside the month before. */
export function RunComparison(props: {
  readonly result: RunResult;
  readonly runBefore: Run | undefined;
}): JSX.Element {
  const { runBefore } = props;
  const month = runBefore === undefined ? undefined : periodOf(runBefore.month);
  return (
    <Card>
      <DataTable
        caption={texts.resultTitle(month)}
        rows={linesOf(props.result)}
        columns={[
          { key: 'name', header: texts.indicator, rowHeader: true, cell: ({ name }) => name },
          {
            key: 'before',
            header: texts.before,
            numeric: true,
            cell: ({ before }) => before,
            isNothing: ({ before }) => before === undefined,
          },
          { key: 'now', header: texts.value, numeric: true, cell: ({ now }) => <b>{now}</b> },
          {
            key: 'change',
            header: texts.change,
            numeric: true,
            cell: ({ change }) => change,
            isNothing: ({ change }) => change === undefined,
          },
        ]}
      />
    </Card>
  );
}

function linesOf(result: RunResult): readonly Line[] {
  const { sums, before, distribution } = result;
  const money = (name: string, of: (sums: RunSums) => bigint): Line => ({
    name,
    now: formatMoney(kopiykas(of(sums))),
    before: before === undefined ? undefined : formatMoney(kopiykas(of(before))),
    change: before === undefined ? undefined : <Change now={of(sums)} before={of(before)} />,
  });
  const plain = (name: string, of: (sums: RunSums) => bigint): Line => ({
    ...money(name, of),
    change: undefined,
  });
  return [
    money(texts.charged, ({ charged }) => charged),
    money(texts.averageBill, averageBill),
    ...result.volumes.map((volume) => ({
      name: `${serviceName(volume.service)}, ${unitName(volume.unit)}`,
      now: formatQuantityColumn(volume.now, volume.unit),
      before:
        volume.before === undefined ? undefined : formatQuantityColumn(volume.before, volume.unit),
      change:
        volume.before === undefined ? undefined : (
          <Change now={volume.now} before={volume.before} />
        ),
    })),
    plain(texts.corrected, ({ corrected }) => corrected),
    plain(texts.paid, ({ paid }) => paid),
    money(texts.due, ({ due }) => due),
    {
      name: `${texts.check}, ${unitName('Gcal')}`,
      now: formatQuantityColumn(distribution.difference, 'Gcal'),
      change:
        distribution.difference === 0n ? (
          <Tag tone="good">{texts.checkHolds}</Tag>
        ) : (
          <Tag tone="bad">{texts.checkFails}</Tag>
        ),
    },
  ];
}

function averageBill({ charged, bills }: RunSums): bigint {
  return bills === 0 ? 0n : divideHalfUp(charged, BigInt(bills));
}

/** The change in percent; a large one stands out. */
function Change(props: { readonly now: bigint; readonly before: bigint }): JSX.Element | null {
  const { now, before } = props;
  if (before <= 0n) return null;
  const tenths = Number(divideHalfUp((now - before) * percentTenths, before));
  const percent = tenths / tenthsPerPercent;
  const text = formatPercentChange(percent);
  return Math.abs(percent) < noticeablePercent ? <>{text}</> : <Tag tone="warn">{text}</Tag>;
}
