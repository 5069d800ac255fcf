import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { OpenedReport } from './open-report.ts';
import { newErrorPath, ownErrorsPath } from './paths.ts';
import { ReportFacts } from './report-facts.tsx';
import { ReportTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { own, fields } = texts;

export interface OwnReportsProps {
  readonly reports: readonly OpenedReport[];
  readonly now: Temporal.Instant;
}

/** What somebody has reported. */
export function ownReportsPage(frame: PageFrame, { reports, now }: OwnReportsProps): string {
  return renderPage(
    <Page {...frame} title={own.title}>
      <PageHeading
        title={own.title}
        lede={own.lede}
        actions={<LinkButton href={newErrorPath}>{texts.form.title}</LinkButton>}
      />
      <Card>
        <DataTable
          caption={own.title}
          captionHidden
          rows={reports}
          empty={<p>{own.none}</p>}
          columns={[
            {
              key: 'what',
              header: own.what,
              rowHeader: true,
              cell: ({ reportId }) => (
                <a href={`${ownErrorsPath}/${reportId}`}>{texts.numbered(reportId)}</a>
              ),
            },
            { key: 'kind', header: fields.kind, cell: ({ kind }) => texts.kinds[kind] },
            {
              key: 'received',
              header: fields.receivedAt,
              cell: ({ receivedAt }) => formatInstant(receivedAt),
            },
            {
              key: 'state',
              header: fields.state,
              cell: (report) => <ReportTag report={report} now={now} />,
            },
          ]}
        />
      </Card>
    </Page>,
  );
}

/** One of them, with what comes next. */
export function ownReportPage(
  frame: PageFrame,
  { report, now }: { readonly report: OpenedReport; readonly now: Temporal.Instant },
): string {
  const title = texts.numbered(report.reportId);
  return renderPage(
    <Page
      {...frame}
      title={title}
      breadcrumbs={[{ label: own.title, href: ownErrorsPath }, { label: title }]}
    >
      <PageHeading title={title} />
      <Notification
        tone={report.state === 'fixed' ? 'good' : 'act'}
        title={texts.states[report.state]}
      >
        <p>{own.next[report.state]}</p>
      </Notification>
      <Card>
        <ReportFacts report={report} now={now} />
      </Card>
    </Page>,
  );
}
