import { lastDayOf } from '#platform/parameters/working-term.ts';
import { DescriptionList, type DescriptionRow } from '#ui/description-list/description-list.tsx';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import type { JSX } from 'preact';
import type { OpenedReport } from './open-report.ts';
import { ReportTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { fields } = texts;

/** What a report says and what came of it, for whoever reported and for whoever answers. */
export function ReportFacts(props: {
  readonly report: OpenedReport;
  readonly now: Temporal.Instant;
  readonly more?: readonly DescriptionRow[];
}): JSX.Element {
  const { report, now, more = [] } = props;
  const { answer, answeredAt, estimateOn, fixedAt, dueAt, page } = report;
  const row = (term: string, value: string | null): readonly DescriptionRow[] =>
    value === null ? [] : [{ term, value }];
  return (
    <DescriptionList
      rows={[
        { term: fields.state, value: <ReportTag report={report} now={now} /> },
        ...row(fields.receivedAt, formatInstant(report.receivedAt)),
        ...row(fields.due, answeredAt === null ? formatDate(lastDayOf(dueAt)) : null),
        ...row(fields.kind, texts.kinds[report.kind]),
        ...row(fields.said, report.said),
        ...row(fields.happenedOn, formatDate(report.happenedOn)),
        ...row(fields.page, page),
        ...more,
        ...row(fields.answer, answer),
        ...row(fields.estimate, estimateOn && formatDate(estimateOn)),
        ...row(fields.fixedAt, fixedAt && formatInstant(fixedAt)),
      ]}
    />
  );
}
