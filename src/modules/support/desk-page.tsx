import { lastDayOf } from '#platform/parameters/working-term.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { JSX } from 'preact';
import { deskStates, reportsPerPage, type DeskState } from './desk-reports.ts';
import type { OpenedReport } from './open-report.ts';
import { errorDeskPath } from './paths.ts';
import { isOverdue, ReportTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { desk, fields } = texts;

export interface ErrorDeskProps {
  readonly state: DeskState;
  readonly page: number;
  /** One more than a page holds when there are more. */
  readonly reports: readonly OpenedReport[];
  readonly now: Temporal.Instant;
}

/** Reports that somebody answers for, overdue ones on top (1039:88.1, 1039:90.1). */
export function errorDeskPage(frame: PageFrame, props: ErrorDeskProps): string {
  const { state, page, reports } = props;
  const step = (to: number) => ({
    href: `${errorDeskPath}?state=${state}&page=${to}`,
    label: desk.page(to),
  });
  return renderPage(
    <Page {...frame} density="office" title={desk.title}>
      <PageHeading title={desk.title} lede={desk.lede} />
      <Tabs
        label={desk.shown}
        items={(Object.keys(deskStates) as DeskState[]).map((one) => ({
          label: desk.states[one],
          href: `${errorDeskPath}?state=${one}`,
          current: one === state,
        }))}
      />
      <Card>
        {reports.length === 0 ? (
          <EmptyState icon="search" title={desk.none}>
            <p>{desk.noneText}</p>
          </EmptyState>
        ) : (
          <Reports {...props} />
        )}
        <Pager
          previous={page > 1 ? step(page - 1) : undefined}
          next={reports.length > reportsPerPage ? step(page + 1) : undefined}
        />
      </Card>
    </Page>,
  );
}

function Reports({ reports, now }: ErrorDeskProps): JSX.Element {
  return (
    <DataTable
      caption={desk.title}
      captionHidden
      rows={reports.slice(0, reportsPerPage)}
      rowTone={(report) => (isOverdue(report, now) ? 'bad' : undefined)}
      columns={[
        {
          key: 'number',
          header: fields.number,
          rowHeader: true,
          cell: ({ reportId }) => (
            <a href={`${errorDeskPath}/${reportId}`}>{texts.numbered(reportId)}</a>
          ),
        },
        { key: 'kind', header: fields.kind, cell: ({ kind }) => texts.kinds[kind] },
        { key: 'page', header: fields.page, long: true, cell: ({ page }) => page ?? '—' },
        {
          key: 'received',
          header: fields.receivedAt,
          cell: ({ receivedAt }) => formatInstant(receivedAt),
        },
        { key: 'due', header: fields.due, cell: ({ dueAt }) => formatDate(lastDayOf(dueAt)) },
        {
          key: 'state',
          header: fields.state,
          cell: (report) => <ReportTag report={report} now={now} />,
        },
      ]}
    />
  );
}
