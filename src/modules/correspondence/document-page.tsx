import type { JSX } from 'preact';
import type { Block, DocumentContent } from '#engine/documents/content/content.ts';
import type { AttachedFile } from '#engine/documents/document-desk.ts';
import type { NamedHistory } from '#engine/documents/signer-names.ts';
import type { Holder } from '#engine/documents/holder.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { Actions, Carry } from './actions.tsx';
import { kindName } from './kinds.ts';
import { DeliveryCard, PartiesCard } from './history-cards.tsx';
import { documentsPath } from './parts.ts';
import { shownState } from './state.ts';
import { texts } from './texts.uk.ts';

export interface DocumentPageProps {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly history: NamedHistory;
  readonly content: DocumentContent;
  readonly attachments: readonly AttachedFile[];
  readonly names: ReadonlyMap<Holder, string>;
  /** Whether a signature of the reader is asked for. */
  readonly toSign: boolean;
  /** Codes of what was wrong with the signature just sent. */
  readonly refused: readonly string[];
}

/** A document: what it says, who signed, when it was delivered, what can be done with it. */
export function documentPage(props: DocumentPageProps): string {
  const { frame, history, content, attachments } = props;
  const { document } = history;
  const { label, tone } = stateOf(props);
  return renderPage(
    <Page
      {...frame}
      title={content.title}
      breadcrumbs={[{ label: texts.title, href: documentsPath }, { label: texts.one }]}
    >
      <PageHeading
        title={content.title}
        eyebrow={kindName(document.kind)}
        lede={
          <>
            <Tag tone={tone}>{label}</Tag>{' '}
            {document.number === null ? texts.page.draft : texts.page.number(document.number)}
            {document.registeredAt === null ? null : ` · ${formatInstant(document.registeredAt)}`}
          </>
        }
      />
      <Actions {...props} />
      <Split aside={<PartiesCard {...props} />}>
        <Card heading={texts.page.content}>
          {content.blocks.map((block) => (
            <ShownBlock block={block} />
          ))}
        </Card>
        <AttachmentsCard attachments={attachments} documentId={document.documentId} />
        <DeliveryCard {...props} />
        <Carry {...props} />
      </Split>
    </Page>,
  );
}

function stateOf({ history, toSign }: DocumentPageProps) {
  const { document, signatures } = history;
  const pending = signatures.filter(
    ({ state, version }) => state === 'pending' && version === document.version,
  ).length;
  return shownState({ ...document, pending, toSign });
}

function AttachmentsCard(props: {
  readonly attachments: readonly AttachedFile[];
  readonly documentId: bigint;
}): JSX.Element | null {
  if (props.attachments.length === 0) return null;
  return (
    <Card heading={texts.page.attachments}>
      <ul>
        {props.attachments.map(({ name }, index) => (
          <li>
            <a href={`${documentsPath}/${props.documentId}/attachments/${index + 1}`} download>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ShownBlock({ block }: { readonly block: Block }): JSX.Element {
  switch (block.kind) {
    case 'heading':
      return <h3>{block.text}</h3>;
    case 'paragraph':
      return <p>{block.text}</p>;
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      );
    case 'facts':
      return (
        <DescriptionList rows={block.rows.map(({ label, value }) => ({ term: label, value }))} />
      );
    case 'table':
      return (
        <DataTable
          caption={block.caption}
          columns={block.columns.map(({ title, align }, index) => ({
            key: String(index),
            header: title,
            numeric: align === 'end',
            cell: (row: readonly string[]) => row[index] ?? '',
            ...(block.total !== undefined && { total: block.total[index] ?? '' }),
          }))}
          rows={block.rows}
        />
      );
  }
}
