import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import type { PageFrame } from '#platform/http/frame.ts';
import { texts as restrictedTexts } from '../restricted/texts.uk.ts';
import { roleNames } from '../texts.uk.ts';
import { texts } from './texts.uk.ts';
import type { Look } from './look.ts';
import type { Looks, ShownOpening } from './who-looked.ts';

export interface LooksPageProps {
  /** Whose the data are: the address of an account, or the person. */
  readonly heading: string;
  readonly lead: string;
  readonly none: string;
  readonly back: { readonly label: string; readonly href: string };
  readonly found: Looks;
}

/** Who else looked at an account of one's own, or at oneself, when and what for. */
export function looksPage(
  frame: PageFrame,
  { heading, lead, none, back, found }: LooksPageProps,
): string {
  const { looks, next, openings } = found;
  return renderPage(
    <Page {...frame} title={texts.title} breadcrumbs={[back, { label: texts.title }]}>
      <PageHeading title={texts.title} />
      <p>{lead}</p>
      {openings.length === 0 ? null : (
        <section class="stack">
          <h2>{texts.openings}</h2>
          {openings.map((opening) => (
            <OpeningCard {...opening} />
          ))}
        </section>
      )}
      <Card heading={heading}>
        <DataTable
          caption={texts.caption}
          captionHidden
          rows={looks}
          empty={<p>{none}</p>}
          columns={[
            { key: 'who', header: texts.who, cell: whoOf, rowHeader: true },
            { key: 'when', header: texts.when, cell: ({ at }) => formatInstant(at) },
            { key: 'what', header: texts.what, cell: whatOf, long: true },
          ]}
        />
        {next === undefined ? null : (
          <Pager label={texts.pages} next={{ href: `?before=${next}`, label: texts.earlier }} />
        )}
      </Card>
    </Page>,
  );
}

function whoOf({ subjectName, role }: Look): string {
  return subjectName === undefined ? roleNames[role] : `${subjectName} (${roleNames[role]})`;
}

function whatOf({ operation, isRefused, amongAccounts, requestId }: Look): string {
  const what = [
    texts.operations[operation] ?? texts.other,
    ...(amongAccounts === undefined ? [] : [texts.among(formatCount(amongAccounts))]),
    ...(requestId === undefined ? [] : [texts.byRequest(String(requestId))]),
  ].join(', ');
  return isRefused ? `${what} — ${texts.refused}` : what;
}

/** To whom the account was opened, on what ground, for how long. */
function OpeningCard(opening: ShownOpening): JSX.Element {
  const { requestId, bodyName, role, post, ground, details, parts } = opening;
  const { standing, decidedAt, openedUntil } = opening;
  return (
    <Card
      level={3}
      heading={texts.openingTitle(String(requestId))}
      eyebrow={
        <Tag tone={standing === 'open' ? 'act' : 'neutral'}>
          {restrictedTexts.standings[standing]}
        </Tag>
      }
    >
      <DescriptionList
        rows={[
          { term: texts.body, value: `${bodyName} (${roleNames[role]})` },
          { term: texts.post, value: post ?? '—' },
          { term: texts.ground, value: `${restrictedTexts.grounds[ground]}: ${details}` },
          {
            term: texts.parts,
            value: parts.map((part) => restrictedTexts.parts[part]).join('; '),
          },
          { term: texts.decided, value: decidedAt === null ? '—' : formatInstant(decidedAt) },
          {
            term: texts.through,
            value: openedUntil === null ? '—' : formatDate(openedUntil.subtract({ days: 1 })),
          },
        ]}
      />
    </Card>
  );
}
