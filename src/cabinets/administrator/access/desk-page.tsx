import {
  accessActs,
  deskPath,
  lifeCycleTexts,
  requestsPerPage,
  type ListedRequest,
} from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { Select } from '#ui/select/select.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { deskTexts as texts } from './texts.uk.ts';
import { timeBetween } from './time-left.ts';

export interface DeskFilter {
  readonly state: string;
  readonly act: string;
  readonly edrpou: string;
  readonly page: number;
}

export interface DeskProps {
  readonly filter: DeskFilter;
  /** One more than a page holds when there are more. */
  readonly requests: readonly ListedRequest[];
  readonly now: Temporal.Instant;
  /** Consumers are the technical administrator's alone (1039:55). */
  readonly findsPeople: boolean;
}

/** Submissions about access with their clocks, the most urgent first (1039:36, 1039:38). */
export function deskPage(frame: PageFrame, props: DeskProps): string {
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading
        title={texts.title}
        lede={texts.lede}
        actions={
          <>
            <LinkButton href={`${deskPath}/paper`}>{texts.fromPaper}</LinkButton>
            {props.findsPeople ? (
              <LinkButton href={`${deskPath}/people`} look="quiet">
                {texts.aboutPerson}
              </LinkButton>
            ) : null}
          </>
        }
      />
      <Filters {...props.filter} />
      <Card>
        {props.requests.length === 0 ? (
          <EmptyState icon="search" title={texts.none}>
            <p>{texts.noneText}</p>
          </EmptyState>
        ) : (
          <Requests {...props} />
        )}
        <Steps {...props} />
      </Card>
    </Page>,
  );
}

function Filters({ state, act, edrpou }: DeskFilter): JSX.Element {
  return (
    <Toolbar label={texts.tools}>
      <Form action={deskPath} method="get" label={texts.tools} inline>
        <Select
          name="state"
          label={texts.state}
          value={state}
          emptyLabel={null}
          width="medium"
          options={Object.entries(texts.states).map(([value, label]) => ({ value, label }))}
        />
        <Select
          name="act"
          label={texts.act}
          value={act}
          emptyLabel={texts.anyAct}
          width="medium"
          options={accessActs.map((value) => ({ value, label: lifeCycleTexts.actions[value] }))}
        />
        <Field name="edrpou" kind="whole-number" label={texts.edrpou} value={edrpou} />
        <Button look="quiet">{texts.find}</Button>
      </Form>
    </Toolbar>
  );
}

function Requests({ requests, now }: DeskProps): JSX.Element {
  return (
    <DataTable
      caption={texts.title}
      captionHidden
      rows={requests.slice(0, requestsPerPage)}
      rowTone={({ isOverdue }) => (isOverdue ? 'bad' : undefined)}
      columns={[
        {
          key: 'request',
          header: texts.request,
          rowHeader: true,
          cell: ({ requestId, act }) => (
            <a href={`${deskPath}/${requestId}`}>{lifeCycleTexts.acts[act]}</a>
          ),
        },
        {
          key: 'person',
          header: texts.person,
          cell: ({ surname, givenName }) => `${surname} ${givenName}`,
        },
        { key: 'body', header: texts.body, cell: ({ bodyName }) => bodyName },
        {
          key: 'received',
          header: texts.receivedAt,
          cell: ({ receivedAt }) => (receivedAt === null ? '—' : formatInstant(receivedAt)),
        },
        {
          key: 'left',
          header: texts.left,
          cell: (request) => <TimeLeft request={request} now={now} />,
        },
      ]}
    />
  );
}

/** How much of the term is left, or by how much it has passed. */
export function TimeLeft(props: {
  readonly request: ListedRequest;
  readonly now: Temporal.Instant;
}): JSX.Element {
  const { request, now } = props;
  const { outcome, dueAt, isOverdue } = request;
  if (outcome !== null) {
    const tone = outcome === 'approved' ? 'good' : 'neutral';
    return <Tag tone={tone}>{lifeCycleTexts.outcomes[outcome]}</Tag>;
  }
  if (dueAt === null) return <>—</>;
  const between = timeBetween(now, dueAt);
  if (!isOverdue) return <span class="numbers nowrap">{between}</span>;
  return (
    <>
      <Tag tone="bad">{texts.overdue}</Tag> {texts.since(between)}
    </>
  );
}

function Steps({ filter, requests }: DeskProps): JSX.Element {
  const { page, ...rest } = filter;
  const step = (to: number) => ({
    href: `${deskPath}?${new URLSearchParams({ ...rest, page: String(to) }).toString()}`,
    label: texts.page(to),
  });
  const hasMore = requests.length > requestsPerPage;
  return (
    <Pager
      previous={page > 1 ? step(page - 1) : undefined}
      next={hasMore ? step(page + 1) : undefined}
    />
  );
}
