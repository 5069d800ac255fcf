import { registryRefusalText } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { isOverdue, kindOf, type Change } from './change.ts';
import { factsOf } from './facts.ts';
import { lastDayOf } from './last-day.ts';
import { provisionPath } from './paths.ts';
import type { ShownChange } from './show-changes.ts';
import { StateTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { fields, one } = texts;

export interface ChangePageProps extends ShownChange {
  readonly now: Temporal.Instant;
  readonly csrfToken: string;
}

/** A change that a provider asks for, as far as it has come, with what comes next. */
export function changePage(frame: PageFrame, props: ChangePageProps): string {
  const { change, place, right, isLocal, now } = props;
  const title = texts.kinds[kindOf(change.matter)];
  const facts = factsOf({ matter: change.matter, place, right });
  return renderPage(
    <Page
      {...frame}
      title={title}
      breadcrumbs={[{ label: texts.own.title, href: provisionPath }, { label: title }]}
    >
      <PageHeading title={title} />
      <Standing change={change} now={now} />
      <Card>
        <DescriptionList
          rows={[
            { term: fields.state, value: <StateTag change={change} now={now} /> },
            { term: fields.answerer, value: props.answererName },
            ...submissionRows(change),
            ...facts.slice(1).map(({ label, value }) => ({ term: label, value })),
            ...answerRows(change),
          ]}
        />
        {isLocal ? null : <p>{one.administrator}</p>}
        <Acts {...props} />
      </Card>
    </Page>,
  );
}

function Standing(props: Pick<ChangePageProps, 'change' | 'now'>): JSX.Element {
  const { change, now } = props;
  const { state, obstacle, dueAt } = change;
  const tone = state === 'confirmed' ? 'good' : state === 'draft' ? 'warn' : 'act';
  return (
    <Notification tone={isOverdue(change, now) ? 'warn' : tone} title={texts.states[state]}>
      <p>{one.next[state]}</p>
      {obstacle === null ? null : <p>{registryRefusalText(obstacle)}</p>}
      {isOverdue(change, now) && dueAt !== null ? <p>{one.overdue(lastDayOf(dueAt))}</p> : null}
    </Notification>
  );
}

function submissionRows({ number, submittedAt, dueAt, state }: Change) {
  if (number === null || submittedAt === null || dueAt === null) return [];
  return [
    { term: fields.submission, value: `${number}, ${formatInstant(submittedAt)}` },
    ...(state === 'submitted' ? [{ term: fields.due, value: lastDayOf(dueAt) }] : []),
  ];
}

function answerRows({ answerDocumentId, answerNumber }: Change) {
  if (answerDocumentId === null) return [];
  const href = `/cabinet/documents/${answerDocumentId}`;
  return [{ term: fields.answer, value: <a href={href}>{answerNumber ?? one.openAnswer}</a> }];
}

function Acts({ change, csrfToken }: ChangePageProps): JSX.Element {
  const { state, documentId, changeId } = change;
  const document = `/cabinet/documents/${documentId}`;
  return (
    <>
      <p>
        <a href={document}>{one.openSubmission}</a>
      </p>
      {state === 'draft' ? (
        <ButtonRow>
          <LinkButton href={`${document}/sign`}>{one.sign}</LinkButton>
        </ButtonRow>
      ) : null}
      {state === 'draft' || state === 'submitted' ? (
        <Form
          action={`${provisionPath}/withdraw`}
          csrfToken={csrfToken}
          hidden={{ changeId: String(changeId) }}
          label={one.withdraw}
        >
          <Button look="quiet">{one.withdraw}</Button>
        </Form>
      ) : null}
    </>
  );
}
