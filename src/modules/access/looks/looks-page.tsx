import { Card } from '#ui/card/card.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { roleNames } from '../texts.uk.ts';
import { texts } from './texts.uk.ts';
import type { Look } from './who-looked.ts';

export interface LooksPageProps {
  /** Whose the data are: the address of an account, or the person. */
  readonly heading: string;
  readonly none: string;
  readonly back: { readonly label: string; readonly href: string };
  readonly looks: readonly Look[];
}

/** Who else looked at an account of one's own, or at oneself, when and what for. */
export function looksPage(
  frame: PageFrame,
  { heading, none, back, looks }: LooksPageProps,
): string {
  return renderPage(
    <Page {...frame} title={texts.title} breadcrumbs={[back, { label: texts.title }]}>
      <PageHeading title={texts.title} />
      <p>{texts.lead}</p>
      <Card heading={heading}>
        <DataTable
          caption={texts.caption}
          captionHidden
          rows={looks}
          empty={<p>{none}</p>}
          columns={[
            { key: 'when', header: texts.when, cell: ({ at }) => formatInstant(at) },
            { key: 'who', header: texts.who, cell: whoOf, rowHeader: true },
            { key: 'what', header: texts.what, cell: whatOf },
          ]}
        />
      </Card>
    </Page>,
  );
}

function whoOf({ subjectName, role }: Look): string {
  return subjectName === undefined ? roleNames[role] : `${subjectName} (${roleNames[role]})`;
}

function whatOf({ operation, isRefused }: Look): string {
  const what = texts.operations[operation] ?? texts.other;
  return isRefused ? `${what} — ${texts.refused}` : what;
}
