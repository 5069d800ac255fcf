import { lifeCycleTexts, reportPath, roleNames, type NamedLine } from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { reportTexts as texts } from './texts.uk.ts';

/** More stand in the file. */
const linesShownMax = 200;

export interface ReportFilter {
  readonly edrpou: string;
  readonly state: string;
  readonly from: string;
  readonly through: string;
}

/** What was decided about access, for the owner (1039:40). */
export function reportPage(
  frame: PageFrame,
  { filter, lines }: { readonly filter: ReportFilter; readonly lines: readonly NamedLine[] },
): string {
  const query = new URLSearchParams(Object.entries(filter)).toString();
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      <Toolbar
        label={texts.tools}
        actions={
          <>
            <LinkButton href={`${reportPath}.csv?${query}`} look="quiet" icon="download" download>
              {texts.csv}
            </LinkButton>
            <LinkButton href={`${reportPath}.xlsx?${query}`} look="quiet" icon="download" download>
              {texts.xlsx}
            </LinkButton>
          </>
        }
      >
        <Filters {...filter} />
      </Toolbar>
      <Card>
        <Lines lines={lines.slice(0, linesShownMax)} />
        {lines.length > linesShownMax ? <p>{texts.first(linesShownMax)}</p> : null}
      </Card>
    </Page>,
  );
}

function Filters({ edrpou, state, from, through }: ReportFilter): JSX.Element {
  return (
    <Form action={reportPath} method="get" label={texts.tools} inline>
      <Field name="edrpou" kind="whole-number" label={texts.edrpou} value={edrpou} />
      <Select
        name="state"
        label={texts.state}
        value={state}
        emptyLabel={texts.anyState}
        width="medium"
        options={Object.entries(lifeCycleTexts.states).map(([value, label]) => ({ value, label }))}
      />
      <Field name="from" kind="date" label={texts.from} value={from} />
      <Field name="through" kind="date" label={texts.through} value={through} />
      <Button look="quiet">{texts.find}</Button>
    </Form>
  );
}

function Lines({ lines }: { readonly lines: readonly NamedLine[] }): JSX.Element {
  return (
    <DataTable
      caption={texts.caption}
      captionHidden
      rows={lines}
      empty={<p>{texts.none}</p>}
      columns={[
        { key: 'when', header: texts.when, cell: ({ at }) => formatInstant(at) },
        { key: 'person', header: texts.person, rowHeader: true, cell: ({ name }) => name },
        { key: 'body', header: texts.body, cell: ({ bodyName }) => bodyName },
        { key: 'role', header: texts.role, cell: ({ role }) => roleNames[role] },
        { key: 'what', header: texts.what, cell: ({ kind }) => lifeCycleTexts.events[kind] },
        {
          key: 'ground',
          header: texts.ground,
          long: true,
          cell: ({ ground }) => lifeCycleTexts.grounds[ground],
        },
        {
          key: 'state',
          header: texts.stateNow,
          cell: ({ state }) => lifeCycleTexts.states[state],
        },
      ]}
    />
  );
}
