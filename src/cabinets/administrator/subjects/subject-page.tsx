import {
  providingKinds,
  provisionEventNames,
  subjectKindNames,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDate } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { PageSteps } from './page-steps.tsx';
import { rightPath, subjectPath, subjectsPath } from './paths.ts';
import type { SubjectFacts } from './queries.ts';
import { documentText, StateTag, termOf, windowText } from './subject-facts.tsx';
import { texts } from './texts.uk.ts';

export interface SubjectPageProps {
  readonly facts: SubjectFacts;
  /** The organisation has just been entered. */
  readonly isNew: boolean;
}

/** An organisation with its rights; each opens into its history. */
export function subjectPage(frame: PageFrame, { facts, isNew }: SubjectPageProps): string {
  const { subject } = facts;
  const provides = providingKinds.includes(subject.kind);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={subject.shortName}
      breadcrumbs={[{ label: texts.title, href: subjectsPath }, { label: subject.shortName }]}
    >
      {isNew ? (
        <Notification tone="good" title={texts.registered}>
          {provides ? <p>{texts.registeredText}</p> : null}
        </Notification>
      ) : null}
      <PageHeading
        title={subject.shortName}
        eyebrow={subjectKindNames[subject.kind]}
        actions={
          provides ? (
            <LinkButton href={`${subjectPath(subject.subjectId)}/rights/new`}>
              {texts.addRight}
            </LinkButton>
          ) : undefined
        }
      />
      <Card
        heading={texts.facts}
        aside={
          subject.kind === 'authority' || subject.kind === 'administrator' ? undefined : (
            <a href={`/providers/${subject.subjectId}`}>{texts.onPortal}</a>
          )
        }
      >
        <Facts subject={subject} />
      </Card>
      <Card heading={texts.rights}>
        <Rights facts={facts} />
        <PageSteps
          page={facts.rights}
          hrefOf={(page) => `${subjectPath(subject.subjectId)}?page=${page}`}
        />
      </Card>
    </Page>,
  );
}

function Facts({ subject }: { readonly subject: Subject }): JSX.Element {
  const given = (value: string | null) => value ?? texts.noCode;
  return (
    <DescriptionList
      rows={[
        { term: texts.name, value: subject.name },
        { term: texts.edrpou, value: <span class="numbers">{given(subject.edrpou)}</span> },
        { term: texts.iban, value: <span class="numbers">{given(subject.iban)}</span> },
        { term: texts.address, value: given(subject.postalAddress) },
        { term: texts.phone, value: given(subject.phone) },
        { term: texts.email, value: given(subject.email) },
        { term: texts.website, value: given(subject.website) },
        { term: texts.window, value: windowText(subject.readingWindow) },
      ]}
    />
  );
}

function Rights({ facts: { subject, rights } }: { readonly facts: SubjectFacts }): JSX.Element {
  if (rights.rows.length === 0) {
    const provides = providingKinds.includes(subject.kind);
    return (
      <EmptyState title={texts.noRights}>
        <p>{provides ? texts.noRightsText : texts.notProviding}</p>
      </EmptyState>
    );
  }
  return <DataTable caption={texts.rights} captionHidden rows={rights.rows} columns={columns} />;
}

const columns: readonly Column<ProvisionRight>[] = [
  {
    key: 'service',
    header: texts.service,
    rowHeader: true,
    cell: ({ rightId, service }) => <a href={rightPath(rightId)}>{serviceName(service)}</a>,
  },
  {
    key: 'territory',
    header: texts.territory,
    long: true,
    cell: ({ territory }) => territory.fullName,
  },
  {
    key: 'document',
    header: texts.document,
    long: true,
    cell: ({ document }) => documentText(document),
  },
  { key: 'term', header: texts.term, cell: termOf },
  { key: 'state', header: texts.state, cell: ({ state }) => <StateTag state={state} /> },
  {
    key: 'event',
    header: texts.lastEvent,
    cell: ({ events }) => {
      const last = events.at(-1);
      return last === undefined
        ? texts.noEvent
        : `${provisionEventNames[last.kind]} ${formatDate(last.occurredOn)}`;
    },
    isNothing: ({ events }) => events.length === 0,
  },
];
