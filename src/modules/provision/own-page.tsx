import { provisionStateNames, type ProvisionRight } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { formatDateRange } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { serviceName, ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { kindOf } from './change.ts';
import { lastDayOf } from './last-day.ts';
import { changePath, provisionPath } from './paths.ts';
import type { OwnProvision, ShownChange } from './show-changes.ts';
import { StateTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { own, fields } = texts;

export interface OwnPageProps extends OwnProvision {
  readonly page: number;
  readonly subjectId: bigint | null;
  readonly now: Temporal.Instant;
}

/** Rights of a provider and what they ask to change, each with its state of this moment. */
export function ownPage(frame: PageFrame, props: OwnPageProps): string {
  const { changes, now, subjectId } = props;
  return renderPage(
    <Page {...frame} density="office" title={own.title}>
      <PageHeading
        title={own.title}
        lede={own.lede}
        actions={<LinkButton href={`${provisionPath}/new`}>{own.newDocument}</LinkButton>}
      />
      <Card>
        <Changes changes={changes} now={now} />
      </Card>
      <Card>
        <Rights {...props} />
        {subjectId === null ? null : (
          <p>
            <a href={`/providers/${subjectId}`}>{own.portal}</a>
          </p>
        )}
      </Card>
    </Page>,
  );
}

function Changes(props: Pick<OwnPageProps, 'changes' | 'now'>): JSX.Element {
  const { changes, now } = props;
  return (
    <DataTable
      caption={own.submissions}
      rows={changes}
      empty={<p>{own.noSubmissions}</p>}
      columns={[
        {
          key: 'what',
          header: own.what,
          rowHeader: true,
          cell: ({ change }) => (
            <a href={changePath(change.changeId)}>{texts.kinds[kindOf(change.matter)]}</a>
          ),
        },
        {
          key: 'service',
          header: fields.service,
          cell: (shown) => <ServiceMark service={serviceOf(shown)} />,
        },
        { key: 'place', header: fields.territory, long: true, cell: ({ place }) => place.fullName },
        { key: 'number', header: fields.number, cell: ({ change }) => change.number ?? '—' },
        {
          key: 'due',
          header: fields.due,
          cell: ({ change: { dueAt } }) => (dueAt === null ? '—' : lastDayOf(dueAt)),
        },
        {
          key: 'state',
          header: fields.state,
          cell: ({ change }) => <StateTag change={change} now={now} />,
        },
      ]}
    />
  );
}

/** Of which service a change is. */
export function serviceOf({ change: { matter }, right }: ShownChange) {
  const service = matter.kind === 'right' ? matter.right.service : right?.service;
  if (service === undefined) throw new Error('an event of no right');
  return service;
}

function Rights({ rights, hasMoreRights, page }: OwnPageProps): JSX.Element {
  const step = (to: number) => ({
    href: `${provisionPath}?page=${to}`,
    label: texts.desk.page(to),
  });
  return (
    <>
      <DataTable
        caption={own.rights}
        rows={rights}
        empty={<p>{own.noRights}</p>}
        columns={[
          {
            key: 'service',
            header: fields.service,
            rowHeader: true,
            cell: ({ service }) => <ServiceMark service={service} />,
          },
          {
            key: 'place',
            header: fields.territory,
            long: true,
            cell: ({ territory }) => territory.fullName,
          },
          {
            key: 'document',
            header: own.document,
            long: true,
            cell: ({ document }) => texts.documentText(document.title, document.number),
          },
          { key: 'term', header: fields.term, cell: ({ term }) => formatDateRange(term) },
          { key: 'state', header: fields.state, cell: ({ state }) => provisionStateNames[state] },
          { key: 'act', header: own.actions, headerHidden: true, cell: changeLink },
        ]}
      />
      <Pager
        previous={page > 1 ? step(page - 1) : undefined}
        next={hasMoreRights ? step(page + 1) : undefined}
      />
    </>
  );
}

function changeLink({ rightId, service, document }: ProvisionRight): JSX.Element {
  return (
    <a
      href={`${provisionPath}/new?right=${rightId}`}
      aria-label={own.changeThis(`${serviceName(service)}, ${document.number}`)}
    >
      {own.change}
    </a>
  );
}
