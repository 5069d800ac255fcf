import { subjectKindNames, type Page as PageOf, type Subject } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { PageSteps } from './page-steps.tsx';
import { subjectPath, subjectsPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export interface SubjectsProps {
  readonly text: string;
  readonly found: PageOf<Subject>;
}

/** Organisations of every kind, to be found before a new one is entered. */
export function subjectsPage(frame: PageFrame, { text, found }: SubjectsProps): string {
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading
        title={texts.title}
        lede={texts.lede}
        actions={<LinkButton href={`${subjectsPath}/new`}>{texts.add}</LinkButton>}
      />
      <Toolbar label={texts.tools}>
        <Form action={subjectsPath} method="get" label={texts.tools} inline>
          <Field name="q" kind="search" label={texts.search} value={text} />
          <Button look="quiet">{texts.find}</Button>
        </Form>
      </Toolbar>
      <Card>
        <List found={found} />
        <PageSteps
          page={found}
          hrefOf={(page) => `${subjectsPath}?q=${encodeURIComponent(text)}&page=${page}`}
        />
      </Card>
    </Page>,
  );
}

function List({ found }: Pick<SubjectsProps, 'found'>): JSX.Element {
  if (found.rows.length === 0) {
    return (
      <EmptyState icon="search" title={texts.nothing}>
        <p>{texts.nothingText}</p>
      </EmptyState>
    );
  }
  return (
    <DataTable
      caption={texts.title}
      captionHidden
      rows={found.rows}
      columns={[
        {
          key: 'name',
          header: texts.subject,
          rowHeader: true,
          cell: ({ subjectId, shortName }) => <a href={subjectPath(subjectId)}>{shortName}</a>,
        },
        { key: 'kind', header: texts.kind, cell: ({ kind }) => subjectKindNames[kind] },
        {
          key: 'edrpou',
          header: texts.edrpou,
          cell: ({ edrpou }) => <span class="numbers">{edrpou ?? texts.noCode}</span>,
        },
        {
          key: 'phone',
          header: texts.phone,
          cell: ({ phone }) => <span class="numbers nowrap">{phone ?? '—'}</span>,
          isNothing: ({ phone }) => phone === null,
        },
      ]}
    />
  );
}
