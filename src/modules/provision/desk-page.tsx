import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { JSX } from 'preact';
import { isOverdue, kindOf } from './change.ts';
import { lastDayOf } from './last-day.ts';
import { serviceOf } from './own-page.tsx';
import { answerPath, provisionDeskPath } from './paths.ts';
import { changesPerPage, type ShownChange } from './show-changes.ts';
import { StateTag } from './state-tag.tsx';
import { texts } from './texts.uk.ts';

const { desk, fields } = texts;

export interface ProvisionDeskProps {
  readonly state: 'open' | 'answered';
  readonly page: number;
  /** One more than a page holds when there are more. */
  readonly changes: readonly ShownChange[];
  readonly now: Temporal.Instant;
}

/** What a body is to answer, the most urgent first. */
export function provisionDeskPage(frame: PageFrame, props: ProvisionDeskProps): string {
  const { state, page, changes } = props;
  const step = (to: number) => ({
    href: `${provisionDeskPath}?state=${state}&page=${to}`,
    label: desk.page(to),
  });
  return renderPage(
    <Page {...frame} density="office" title={desk.title}>
      <PageHeading title={desk.title} lede={desk.lede} />
      <Tabs
        label={desk.shown}
        items={(['open', 'answered'] as const).map((one) => ({
          label: desk.states[one],
          href: `${provisionDeskPath}?state=${one}`,
          current: one === state,
        }))}
      />
      <Card>
        {changes.length === 0 ? (
          <EmptyState icon="search" title={desk.none}>
            <p>{desk.noneText}</p>
          </EmptyState>
        ) : (
          <Changes {...props} />
        )}
        <Pager
          previous={page > 1 ? step(page - 1) : undefined}
          next={changes.length > changesPerPage ? step(page + 1) : undefined}
        />
      </Card>
    </Page>,
  );
}

function Changes({ changes, now }: ProvisionDeskProps): JSX.Element {
  return (
    <DataTable
      caption={desk.title}
      captionHidden
      rows={changes.slice(0, changesPerPage)}
      rowTone={({ change }) => (isOverdue(change, now) ? 'bad' : undefined)}
      columns={[
        {
          key: 'what',
          header: texts.own.what,
          rowHeader: true,
          cell: ({ change }) => (
            <a href={answerPath(change.changeId)}>
              {texts.kinds[kindOf(change.matter)]}, {change.number}
            </a>
          ),
        },
        { key: 'provider', header: desk.provider, cell: ({ providerName }) => providerName },
        {
          key: 'service',
          header: fields.service,
          cell: (shown) => <ServiceMark service={serviceOf(shown)} />,
        },
        { key: 'place', header: fields.territory, long: true, cell: ({ place }) => place.fullName },
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
