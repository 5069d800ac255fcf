import { periodOf } from '#kernel/period.ts';
import type { Refusal } from '#kernel/result.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { officePage } from '../cabinet.tsx';
import { PlacePicker } from '../place-picker.tsx';
import { placeName } from '../texts.uk.ts';
import type { PlaceReadiness, Readiness } from './readiness.ts';
import type { Run } from './runs.sql.ts';
import { ReadyList } from './ready-list.tsx';
import { lateReadingsField, StartCard } from './start-card.tsx';
import { billingRefusalText, texts } from './texts.uk.ts';

export interface BillingPageProps {
  readonly frame: PageFrame;
  readonly readiness: Readiness;
  readonly csrfToken: string;
  /** Makes a second press of the button harmless. */
  readonly idempotencyKey: string;
  /** Why the start just tried was refused. */
  readonly refusal?: Refusal | undefined;
}

/** Before a run: what is there, what is lacking, and the button that starts it. */
export function billingPage(props: BillingPageProps): string {
  const { frame, readiness, refusal } = props;
  const { chosen, places } = readiness;
  const title = chosen === undefined ? texts.plainTitle : texts.title(chosen.place.openPeriod);
  return officePage({
    frame,
    title,
    hasErrors: refusal !== undefined,
    children: (
      <>
        {refusal === undefined ? null : (
          <ErrorSummary
            title={texts.startError}
            errors={[{ message: billingRefusalText(refusal), fieldId: fieldOf(refusal) }]}
          />
        )}
        <PageHeading
          title={title}
          eyebrow={chosen === undefined ? undefined : placeName(chosen.place)}
          lede={texts.lede}
        />
        {chosen === undefined ? (
          <BillsNobody />
        ) : (
          <>
            <PlacePicker action="/cabinet/billing" places={places} chosen={chosen.place.key} />
            <Split
              aside={
                <>
                  <StartCard {...props} chosen={chosen} />
                  <ReadingsCard chosen={chosen} />
                </>
              }
            >
              <Card heading={texts.readyTitle}>
                <ReadyList readiness={chosen} />
              </Card>
            </Split>
            <RunsCard runs={chosen.runs} />
          </>
        )}
      </>
    ),
  });
}

function fieldOf({ refusal }: Refusal): string | undefined {
  return refusal === 'readings-still-taken' ? lateReadingsField : undefined;
}

function BillsNobody(): JSX.Element {
  return (
    <Card>
      <EmptyState title={texts.noRightTitle}>
        <p>{texts.noRight}</p>
      </EmptyState>
    </Card>
  );
}

function ReadingsCard({ chosen }: { readonly chosen: PlaceReadiness }): JSX.Element | null {
  if (chosen.readings.services.length === 0) return null;
  return (
    <Card>
      <DataTable
        caption={texts.byService}
        small
        rows={chosen.readings.services}
        columns={[
          {
            key: 'service',
            header: texts.serviceColumn,
            rowHeader: true,
            cell: ({ service }) => <ServiceMark service={service} />,
          },
          {
            key: 'received',
            header: texts.received,
            numeric: true,
            cell: ({ awaited, received }) =>
              texts.countOf(formatCount(received), formatCount(awaited)),
          },
        ]}
      />
    </Card>
  );
}

export const runTones: Readonly<Record<Run['state'], Tone>> = {
  running: 'act',
  done: 'good',
  blocked: 'bad',
};

function RunsCard({ runs }: { readonly runs: readonly Run[] }): JSX.Element {
  return (
    <Card>
      <DataTable
        caption={texts.runsTitle}
        rows={runs}
        empty={<p>{texts.noRuns}</p>}
        columns={[
          {
            key: 'month',
            header: texts.runsMonth,
            rowHeader: true,
            cell: (run) => (
              <a href={`/cabinet/billing/${run.runId}`}>{formatPeriod(periodOf(run.month))}</a>
            ),
          },
          {
            key: 'state',
            header: texts.runsState,
            cell: ({ state }) => <Tag tone={runTones[state]}>{texts.states[state]}</Tag>,
          },
          {
            key: 'accounts',
            header: texts.runsAccounts,
            numeric: true,
            cell: ({ accounts }) => formatCount(accounts),
          },
          {
            key: 'started',
            header: texts.runsStarted,
            numeric: true,
            cell: ({ startedAt }) => formatInstant(startedAt),
          },
        ]}
      />
    </Card>
  );
}
