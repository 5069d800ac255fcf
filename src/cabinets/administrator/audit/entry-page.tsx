import type { ClauseId } from '#kernel/law.ts';
import type { RecordedEntry } from '#platform/audit/read-log.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Row } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { logPath, openingOf, OutcomeTag, subjectText } from './log-page.tsx';
import { texts } from './texts.uk.ts';

export interface EntryProps {
  readonly recorded: RecordedEntry;
  readonly names: ActorNames;
}

/** One entry of the log: what it says openly, what it commits to, and its proof. */
export function entryPage(frame: PageFrame, props: EntryProps): string {
  const { entry } = props.recorded;
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={`${texts.entryTitle}: ${entry.command}`}
      breadcrumbs={[{ label: texts.title, href: logPath }, { label: texts.entryTitle }]}
    >
      <PageHeading
        title={entry.command}
        eyebrow={texts.entryTitle}
        actions={<ProofButton recorded={props.recorded} />}
      />
      <Card>
        <Facts {...props} />
      </Card>
      <Card heading={texts.commitmentsTitle}>
        <p>{texts.commitmentsText}</p>
        <Commitments {...props} />
        <p>
          <a href="/audit">{texts.howToCheck}</a>
        </p>
      </Card>
    </Page>,
  );
}

function ProofButton({ recorded }: Pick<EntryProps, 'recorded'>): JSX.Element {
  if (recorded.leafIndex === null) {
    return (
      <Button look="quiet" id="proof" disabledReason={texts.notSealedReason}>
        {texts.download}
      </Button>
    );
  }
  return (
    <LinkButton href={`${logPath}/${recorded.entry.id}/proof.json`} icon="download" download>
      {texts.download}
    </LinkButton>
  );
}

function Facts({ recorded, names }: EntryProps): JSX.Element {
  const { entry, leafIndex } = recorded;
  return (
    <DescriptionList
      rows={[
        { term: texts.at, value: formatInstant(entry.at) },
        {
          term: texts.actor,
          value: actorName(names, openingOf(recorded, 'actor') ?? texts.erased),
        },
        { term: texts.subject, value: subjectText(recorded) },
        { term: texts.outcome, value: <OutcomeTag outcome={entry.outcome} /> },
        {
          term: texts.clauses,
          value: (
            <Row>
              {entry.clauses.map((clause) => (
                <ClauseTag clause={clause as ClauseId} />
              ))}
            </Row>
          ),
        },
        {
          term: texts.place,
          value: leafIndex === null ? texts.notSealed : formatCount(leafIndex + 1),
        },
        { term: texts.id, value: entry.id },
      ]}
    />
  );
}

const fields = ['actor', 'subject', 'payload'] as const;

function Commitments({ recorded }: EntryProps): JSX.Element {
  const { entry } = recorded;
  return (
    <DataTable
      caption={texts.commitmentsTitle}
      captionHidden
      rows={fields}
      columns={[
        {
          key: 'field',
          header: texts.field,
          rowHeader: true,
          cell: (field) => texts.fields[field],
        },
        {
          key: 'commitment',
          header: texts.commitment,
          long: true,
          cell: (field) => entry[field]?.toHex() ?? texts.absent,
        },
        {
          key: 'value',
          header: texts.value,
          long: true,
          cell: (field) => valueText(recorded, field),
        },
      ]}
    />
  );
}

/** What was sent stays closed: it may tell of somebody. */
function valueText(recorded: RecordedEntry, field: (typeof fields)[number]): string {
  if (recorded.entry[field] === null) return texts.absent;
  if (field === 'payload') return texts.hidden;
  if (field === 'subject') return subjectText(recorded);
  return openingOf(recorded, field) ?? texts.erased;
}
