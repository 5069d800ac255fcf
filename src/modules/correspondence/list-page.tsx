import type { JSX } from 'preact';
import { documentsPerPage } from '#engine/documents/find-document.ts';
import type { ListedDocument } from '#engine/documents/documents.sql.ts';
import type { Holder } from '#engine/documents/holder.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Pager, type PagerStep } from '#ui/pager/pager.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { kindName } from './kinds.ts';
import { documentsPath } from './parts.ts';
import { shownState } from './state.ts';
import { texts } from './texts.uk.ts';

export interface ListPageProps {
  readonly frame: PageFrame;
  /** One more than a page holds when there are more. */
  readonly documents: readonly ListedDocument[];
  readonly names: ReadonlyMap<Holder, string>;
  readonly titles: ReadonlyMap<bigint, string>;
  readonly holder: Holder;
  readonly page: number;
  /** Whether the reader writes letters here. */
  readonly mayWrite: boolean;
}

/** All documents of a side, the newest first. */
export function listPage(props: ListPageProps): string {
  const { frame, documents, page } = props;
  const hasMore = documents.length > documentsPerPage;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      {props.mayWrite ? (
        <ButtonRow>
          <LinkButton href={`${documentsPath}/new`} icon="edit">
            {texts.write}
          </LinkButton>
        </ButtonRow>
      ) : null}
      <Card>
        {documents.length === 0 ? (
          <EmptyState icon="document" title={texts.empty}>
            <p>{texts.emptyHint}</p>
          </EmptyState>
        ) : (
          <DocumentTable {...props} />
        )}
        <Pager previous={step(page - 1, page > 1)} next={step(page + 1, hasMore)} />
      </Card>
    </Page>,
  );
}

function step(page: number, exists: boolean): PagerStep | undefined {
  return exists ? { href: `${documentsPath}?page=${page}`, label: texts.pageOf(page) } : undefined;
}

function DocumentTable({ documents, names, titles, holder }: ListPageProps): JSX.Element {
  const columns: readonly Column<ListedDocument>[] = [
    {
      key: 'document',
      header: texts.columns.document,
      rowHeader: true,
      long: true,
      cell: ({ documentId, kind, number }) => (
        <>
          <a href={`${documentsPath}/${documentId}`}>{titles.get(documentId) ?? kindName(kind)}</a>
          <br />
          <span class="small soft">
            {kindName(kind)} {number === null ? null : texts.page.number(number)}
          </span>
        </>
      ),
    },
    {
      key: 'from',
      header: texts.columns.from,
      cell: ({ sender }) => (
        <>
          {names.get(sender)}{' '}
          <span class="soft">{sender === holder ? texts.outgoing : texts.incoming}</span>
        </>
      ),
    },
    {
      key: 'date',
      header: texts.columns.date,
      cell: ({ registeredAt, createdAt }) => formatInstant(registeredAt ?? createdAt),
    },
    {
      key: 'state',
      header: texts.columns.state,
      cell: (document) => {
        const { label, tone } = shownState(document);
        return <Tag tone={tone}>{label}</Tag>;
      },
    },
  ];
  return (
    <DataTable
      caption={texts.listCaption}
      captionHidden
      columns={columns}
      rows={documents.slice(0, documentsPerPage)}
    />
  );
}
