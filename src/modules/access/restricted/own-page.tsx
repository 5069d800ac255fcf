import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { formatDate, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { restrictedPath } from './paths.ts';
import type { Standing } from './restricted.ts';
import type { ListedRestricted } from './restricted-queries.ts';
import { texts } from './texts.uk.ts';

/** An official's own requests: how each stands, and the way to what is open. */
export function ownRestrictedPage(frame: PageFrame, requests: readonly ListedRestricted[]): string {
  return renderPage(
    <Page {...frame} density="office" title={texts.title}>
      <PageHeading
        title={texts.title}
        lede={texts.lede}
        actions={<LinkButton href={`${restrictedPath}/new`}>{texts.add}</LinkButton>}
      />
      <Card>
        <DataTable
          caption={texts.caption}
          captionHidden
          rows={requests}
          empty={<p>{texts.none}</p>}
          columns={[
            {
              key: 'request',
              header: texts.request,
              rowHeader: true,
              cell: ({ requestId, accountNumber }) =>
                `${texts.requestNumber(String(requestId))}, ${accountNumber}`,
            },
            { key: 'ground', header: texts.fields.ground, cell: groundOf, long: true },
            { key: 'asked', header: texts.asked, cell: partsOf, long: true },
            { key: 'state', header: texts.state, cell: (one) => <StandingTag {...one} /> },
            { key: 'term', header: texts.term, cell: termOf },
            { key: 'next', header: texts.decision, long: true, cell: (one) => <Next {...one} /> },
          ]}
        />
      </Card>
    </Page>,
  );
}

export const groundOf = ({ ground, details }: ListedRestricted) =>
  `${texts.grounds[ground]}: ${details}`;

export const partsOf = ({ parts }: Pick<ListedRestricted, 'parts'>) =>
  parts.map((part) => texts.parts[part]).join('; ');

const tones: Readonly<Record<Standing, Tone>> = {
  draft: 'act',
  waiting: 'warn',
  refused: 'neutral',
  open: 'good',
  over: 'neutral',
};

export function StandingTag({ standing }: Pick<ListedRestricted, 'standing'>): JSX.Element {
  return <Tag tone={tones[standing]}>{texts.standings[standing]}</Tag>;
}

/** Until when it is to be decided, or is open. */
export function termOf({ standing, dueAt, openedUntil, isOverdue }: ListedRestricted): string {
  if (standing === 'waiting' && dueAt !== null) {
    return isOverdue ? texts.overdue : texts.decideBy(formatInstant(dueAt));
  }
  if (standing !== 'open' || openedUntil === null) return '—';
  return texts.openThrough(formatDate(openedUntil.subtract({ days: 1 })));
}

function Next({ requestId, standing, documentId, reason }: ListedRestricted): JSX.Element {
  if (standing === 'draft' && documentId !== null) {
    return (
      <a
        href={`/cabinet/documents/${documentId}/sign`}
        aria-label={`${texts.signThis}${texts.requestNumber(String(requestId))}`}
      >
        {texts.sign}
      </a>
    );
  }
  if (standing !== 'open') return <>{reason ?? '—'}</>;
  return (
    <a
      href={`${restrictedPath}/${requestId}/account`}
      aria-label={`${texts.openThis}${texts.requestNumber(String(requestId))}`}
    >
      {texts.open}
    </a>
  );
}
