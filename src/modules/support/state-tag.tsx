import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import type { ReportState } from './report.ts';
import { texts } from './texts.uk.ts';

const tones: Readonly<Record<ReportState, Tone>> = {
  sent: 'neutral',
  checking: 'act',
  confirmed: 'warn',
  refuted: 'neutral',
  fixing: 'act',
  fixed: 'good',
};

export interface Standing {
  readonly state: ReportState;
  readonly dueAt: Temporal.Instant;
  readonly answeredAt: Temporal.Instant | null;
}

/** Whether the term of an answer has passed without one. */
export function isOverdue({ dueAt, answeredAt }: Standing, now: Temporal.Instant): boolean {
  return answeredAt === null && Temporal.Instant.compare(dueAt, now) <= 0;
}

/** How far a report has come, and whether its answer is late. */
export function ReportTag(props: {
  readonly report: Standing;
  readonly now: Temporal.Instant;
}): JSX.Element {
  const { report, now } = props;
  return (
    <>
      <Tag tone={tones[report.state]}>{texts.states[report.state]}</Tag>
      {isOverdue(report, now) ? (
        <>
          {' '}
          <Tag tone="bad">{texts.desk.overdue}</Tag>
        </>
      ) : null}
    </>
  );
}
