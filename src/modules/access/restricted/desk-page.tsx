import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager } from '#ui/pager/pager.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { StandingTag, groundOf, termOf } from './own-page.tsx';
import { restrictedDeskPath } from './paths.ts';
import { restrictedPerPage, type ListedRestricted } from './restricted-queries.ts';
import { texts } from './texts.uk.ts';

const { desk } = texts;

export interface RestrictedDeskProps {
  /** One more than a page holds when there are more. */
  readonly requests: readonly ListedRestricted[];
  readonly page: number;
}

/** Requests of officials that the owner decides on, the most urgent first. */
export function restrictedDeskPage(
  frame: PageFrame,
  { requests, page }: RestrictedDeskProps,
): string {
  const step = (to: number) => ({
    href: `${restrictedDeskPath}?page=${to}`,
    label: desk.page(to),
  });
  return renderPage(
    <Page {...frame} density="office" title={desk.title}>
      <PageHeading title={desk.title} lede={desk.lede} />
      <Card>
        <DataTable
          caption={desk.caption}
          captionHidden
          rows={requests.slice(0, restrictedPerPage)}
          rowTone={({ isOverdue }) => (isOverdue ? 'bad' : undefined)}
          empty={<p>{desk.none}</p>}
          columns={[
            {
              key: 'request',
              header: texts.request,
              rowHeader: true,
              cell: ({ requestId }) => (
                <a href={`${restrictedDeskPath}/${requestId}`}>
                  {texts.requestNumber(String(requestId))}
                </a>
              ),
            },
            { key: 'body', header: desk.body, cell: ({ bodyName }) => bodyName },
            { key: 'ground', header: texts.fields.ground, cell: groundOf, long: true },
            {
              key: 'received',
              header: desk.receivedAt,
              cell: ({ receivedAt }) => (receivedAt === null ? '—' : formatInstant(receivedAt)),
            },
            { key: 'state', header: texts.state, cell: (one) => <StandingTag {...one} /> },
            { key: 'term', header: texts.term, cell: termOf },
          ]}
        />
        <Pager
          previous={page > 1 ? step(page - 1) : undefined}
          next={requests.length > restrictedPerPage ? step(page + 1) : undefined}
        />
      </Card>
    </Page>,
  );
}
