import {
  provisionEventNames,
  type ProvisionEvent,
  type ProvisionRight,
} from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatDate } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { rightPath, subjectPath, subjectsPath } from './paths.ts';
import { documentText, StateTag, termOf } from './subject-facts.tsx';
import { texts } from './texts.uk.ts';

export type RightNews = 'granted' | 'recorded';

export interface RightPageProps {
  readonly right: ProvisionRight;
  readonly news: RightNews | undefined;
}

/** A right with all that happened to it. */
export function rightPage(frame: PageFrame, { right, news }: RightPageProps): string {
  const { provider } = right;
  const service = serviceName(right.service, 'full');
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={service}
      breadcrumbs={[
        { label: texts.title, href: subjectsPath },
        { label: provider.shortName, href: subjectPath(provider.subjectId) },
        { label: service },
      ]}
    >
      {news === undefined ? null : (
        <Notification tone="good" title={news === 'granted' ? texts.rightGranted : texts.recorded}>
          <p>
            {texts.onPortalNow}{' '}
            <a href={`/providers/${provider.subjectId}`}>{provider.shortName}</a>
          </p>
        </Notification>
      )}
      <PageHeading
        title={service}
        eyebrow={texts.rightOf}
        actions={
          <LinkButton href={`${rightPath(right.rightId)}/record`}>{texts.record}</LinkButton>
        }
      />
      <Card heading={texts.facts}>
        <Facts right={right} />
      </Card>
      <Card>
        <History right={right} />
      </Card>
    </Page>,
  );
}

interface RightProps {
  readonly right: ProvisionRight;
}

function Facts({ right }: RightProps): JSX.Element {
  const { provider, territory, document, state } = right;
  return (
    <DescriptionList
      rows={[
        {
          term: texts.subject,
          value: <a href={subjectPath(provider.subjectId)}>{provider.shortName}</a>,
        },
        { term: texts.territory, value: territory.fullName },
        { term: texts.document, value: documentText(document) },
        { term: texts.term, value: termOf(right) },
        { term: texts.state, value: <StateTag state={state} /> },
      ]}
    />
  );
}

function History({ right }: RightProps): JSX.Element {
  return (
    <DataTable<ProvisionEvent>
      caption={texts.history}
      rows={right.events.toReversed()}
      empty={<p>{texts.noHistory}</p>}
      columns={[
        {
          key: 'date',
          header: texts.occurredOn,
          rowHeader: true,
          cell: ({ occurredOn }) => formatDate(occurredOn),
        },
        { key: 'event', header: texts.event, cell: ({ kind }) => provisionEventNames[kind] },
        {
          key: 'territory',
          header: texts.territory,
          cell: ({ territoryName }) => territoryName ?? texts.wholeTerritory,
        },
        { key: 'ground', header: texts.ground, long: true, cell: ({ ground }) => ground },
      ]}
    />
  );
}
