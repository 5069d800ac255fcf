import {
  provisionEventNames,
  provisionStateNames,
  type ProvisionEvent,
  type ProvisionRight,
  type ProvisionState,
} from '#modules/registry/index.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable, type Column } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { Place } from './place.tsx';
import { texts } from './texts.uk.ts';

const stateTones: Readonly<Record<ProvisionState, Tone>> = {
  provided: 'good',
  stopped: 'bad',
  'not-started': 'act',
  'not-covered': 'neutral',
  'out-of-term': 'neutral',
};

export type RightColumn = 'service' | 'provider' | 'place' | 'document' | 'term' | 'state';

export interface RightsTableProps {
  readonly caption: string;
  readonly captionHidden?: boolean | undefined;
  readonly rights: readonly ProvisionRight[];
  readonly columns: readonly RightColumn[];
}

/** Rights to provide services with their documents and all that happened to them. */
export function RightsTable(props: RightsTableProps): JSX.Element {
  return (
    <DataTable
      caption={props.caption}
      captionHidden={props.captionHidden}
      rows={props.rights}
      columns={props.columns.map((key) => ({ ...columns[key], rowHeader: key === 'service' }))}
    />
  );
}

const columns: Readonly<Record<RightColumn, Column<ProvisionRight>>> = {
  service: {
    key: 'service',
    header: texts.service,
    cell: ({ service }) => <ServiceMark service={service} />,
  },
  provider: {
    key: 'provider',
    header: texts.provider,
    cell: ({ provider }) => <a href={`/providers/${provider.subjectId}`}>{provider.shortName}</a>,
  },
  place: {
    key: 'place',
    header: texts.place,
    long: true,
    cell: ({ territory }) => <Place territory={territory} />,
  },
  document: {
    key: 'document',
    header: texts.document,
    long: true,
    cell: ({ document }) => documentText(document),
  },
  term: { key: 'term', header: texts.term, cell: ({ term }) => termText(term) },
  state: {
    key: 'state',
    header: texts.state,
    long: true,
    cell: ({ state, events }) => (
      <>
        <Tag tone={stateTones[state]}>{provisionStateNames[state]}</Tag>
        <Events events={events} />
      </>
    ),
  },
};

function documentText({ title, number, date }: ProvisionRight['document']): string {
  return `${title}, ${texts.number}\u00a0${number} ${texts.from}\u00a0${formatDate(date)}`;
}

function termText(term: ProvisionRight['term']): string {
  return term.to === null
    ? `${texts.openTerm}\u00a0${formatDate(term.from)}`
    : formatDateRange(term);
}

/** Start, stop, restoring, widening and narrowing, each with its date and ground. */
function Events({ events }: { readonly events: readonly ProvisionEvent[] }): JSX.Element | null {
  if (events.length === 0) return null;
  return (
    <ul class="small">
      {events.map((event) => (
        <li>{eventText(event)}</li>
      ))}
    </ul>
  );
}

export function eventText({ kind, occurredOn, ground, territoryName }: ProvisionEvent): string {
  const where = territoryName === null ? '' : ` (${territoryName})`;
  return `${provisionEventNames[kind]} ${formatDate(occurredOn)}${where}, ${texts.ground}: ${ground}`;
}
