import type { Service } from '#kernel/service.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import type {
  Confirmation,
  ProvisionEventKind,
  ProvisionRight,
  ProvisionState,
} from './provision-right.ts';
import { rightReaches, stateOfRight } from './rights-on-territory.sql.ts';
import { pathOf, territoryFrom } from './territories.sql.ts';
import type { TerritoryPath } from './territory.ts';

export interface NewProvisionRight {
  readonly providerId: bigint;
  readonly service: Service;
  readonly territoryId: number;
  readonly documentTitle: string;
  readonly documentNumber: string;
  readonly documentOn: Temporal.PlainDate;
  readonly termFrom: Temporal.PlainDate;
  /** Last day, included; null for a right without an end. */
  readonly termThrough: Temporal.PlainDate | null;
}

/** Rights of a provider are recorded one after another: each is compared with those before it. */
export async function lockProvider(tx: Tx, providerId: bigint): Promise<void> {
  await sql`
    select from registry.subject where subject_id = ${providerId} for no key update`.execute(tx);
}

/** Whether the provider has a right by the same document on the same territory on a common day. */
export async function hasSameRight(db: Database, right: NewProvisionRight): Promise<boolean> {
  const { rows } = await sql`
    select from registry.provision_right
    where provider_id = ${right.providerId} and service = ${right.service}
      and territory_id = ${right.territoryId} and document_number = ${right.documentNumber}
      and term && daterange(${right.termFrom}::date, ${right.termThrough}::date, '[]')
    limit 1`.execute(db);
  return rows.length > 0;
}

/** By whom and by what documents of the platform a change was confirmed before it was recorded. */
export interface NewConfirmation {
  /** The body. */
  readonly subjectId: bigint;
  /** Of the registered documents in which it was asked for and confirmed. */
  readonly submissionNumber: string;
  readonly answerNumber: string;
}

const confirmationColumns = sql`confirmed_by, submission_number, answer_number`;

function confirmationValues(confirmation: NewConfirmation | undefined) {
  const { subjectId = null, submissionNumber = null, answerNumber = null } = confirmation ?? {};
  return sql`${subjectId}, ${submissionNumber}, ${answerNumber}`;
}

/** Adds a right; without a confirmation where the keeper of the registry records it. */
export async function insertRight(
  tx: Tx,
  right: NewProvisionRight,
  confirmation?: NewConfirmation,
): Promise<bigint> {
  const { rows } = await sql<{ rightId: bigint }>`
    insert into registry.provision_right
      (provider_id, service, territory_id, document_title, document_number, document_on, term,
       ${confirmationColumns})
    values (${right.providerId}, ${right.service}, ${right.territoryId}, ${right.documentTitle},
            ${right.documentNumber}, ${right.documentOn},
            daterange(${right.termFrom}::date, ${right.termThrough}::date, '[]'),
            ${confirmationValues(confirmation)})
    returning right_id as "rightId"`.execute(tx);
  const rightId = rows[0]?.rightId;
  if (rightId === undefined) throw new Error('the right was not inserted');
  return rightId;
}

export interface NewProvisionEvent {
  readonly rightId: bigint;
  readonly occurredOn: Temporal.PlainDate;
  readonly kind: ProvisionEventKind;
  readonly ground: string;
  readonly territoryId: number | null;
}

export async function lockRight(tx: Tx, rightId: bigint): Promise<void> {
  await sql`
    select from registry.provision_right where right_id = ${rightId} for update`.execute(tx);
}

export interface RightBefore {
  readonly providerId: bigint;
  readonly state: ProvisionState;
  readonly started: boolean;
  /** Provision was stopped or restored somewhere, at whatever time. */
  readonly switched: boolean;
  /** An event of the kind is on record for the day and the territory. */
  readonly recorded: boolean;
  /** Of the last event that concerns some of the territory; null when there was none. */
  readonly latestOn: Temporal.PlainDate | null;
}

/** The state of a right before an event. Undefined when there is no such right. */
export async function readRightBefore(
  db: Database,
  event: NewProvisionEvent,
): Promise<RightBefore | undefined> {
  const territoryId = sql`coalesce(${event.territoryId}::integer, right_row.territory_id)`;
  const { rows } = await sql<RightBefore>`
    select right_row.provider_id as "providerId",
           ${stateOfRight(territoryId, sql`${event.occurredOn}::date`)} as state,
           exists (
             select from registry.provision_event event
             where event.right_id = right_row.right_id and event.kind = 'start') as started,
           exists (
             select from registry.provision_event event
             where event.right_id = right_row.right_id and event.kind in ('stop', 'restore')
           ) as switched,
           exists (
             select from registry.provision_event event
             where event.right_id = right_row.right_id and event.kind = ${event.kind}
               and event.occurred_on = ${event.occurredOn}::date
               and event.territory_id is not distinct from ${event.territoryId}::integer
           ) as recorded,
           ${latestEventOn(territoryId, event.territoryId === null)} as "latestOn"
    from registry.provision_right right_row
    where right_row.right_id = ${event.rightId}`.execute(db);
  return rows[0];
}

/** The day of the last event of a right on a territory, around it or within it; of all if whole. */
function latestEventOn(territoryId: RawBuilder<unknown>, isWhole: boolean) {
  return sql`(
    select max(event.occurred_on) from registry.provision_event event
    where event.right_id = right_row.right_id
      and (${isWhole} or event.territory_id is null or exists (
        select from registry.territory_closure way
        where (way.ancestor_id, way.descendant_id) in (
          (event.territory_id, ${territoryId}), (${territoryId}, event.territory_id)))))`;
}

/** Adds an event; without a confirmation where the keeper of the registry records it. */
export async function insertEvent(
  tx: Tx,
  event: NewProvisionEvent,
  confirmation?: NewConfirmation,
): Promise<void> {
  await sql`
    insert into registry.provision_event
      (right_id, occurred_on, kind, ground, territory_id, ${confirmationColumns})
    values (${event.rightId}, ${event.occurredOn}, ${event.kind}, ${event.ground},
            ${event.territoryId}, ${confirmationValues(confirmation)})`.execute(tx);
}

export interface RightSearch {
  readonly rightId: bigint | null;
  readonly providerId: bigint | null;
  readonly providerKey: string | null;
  readonly providerEdrpou: string | null;
  readonly services: readonly Service[] | null;
  readonly territoryId: number | null;
  /** Also rights on territories inside the one asked for. */
  readonly inside: boolean;
  readonly documentNumber: string | null;
  readonly termFrom: Temporal.PlainDate | null;
  readonly termThrough: Temporal.PlainDate | null;
  readonly eventKinds: readonly ProvisionEventKind[] | null;
  readonly eventFrom: Temporal.PlainDate | null;
  readonly eventThrough: Temporal.PlainDate | null;
  readonly ground: string | null;
  /** The day whose state is shown; only rights in term on it when `inTermOnly`. */
  readonly on: Temporal.PlainDate;
  readonly inTermOnly: boolean;
  readonly limit: number;
  readonly offset: number;
}

interface RightRow {
  rightId: bigint;
  subjectId: bigint;
  shortName: string;
  edrpou: string | null;
  service: Service;
  path: TerritoryPath;
  documentTitle: string;
  documentNumber: string;
  documentOn: Temporal.PlainDate;
  termFrom: Temporal.PlainDate;
  termTo: Temporal.PlainDate | null;
  state: ProvisionState;
  confirmation: Confirmation | null;
  events:
    | {
        occurredOn: string;
        kind: ProvisionEventKind;
        ground: string;
        territoryName: string | null;
        confirmation: Confirmation | null;
      }[]
    | null;
}

/** Rights that meet every condition given, with their state on the day and their events. */
export async function searchRights(
  db: Database,
  search: RightSearch,
): Promise<readonly ProvisionRight[]> {
  const place = sql`coalesce(${search.territoryId}::integer, right_row.territory_id)`;
  // A right inside the territory asked for is shown in its state on its own territory.
  const shown = sql`case when ${rightReaches(place)} then ${place} else right_row.territory_id end`;
  const { rows } = await sql<RightRow>`
    select right_row.right_id as "rightId", provider.subject_id as "subjectId",
           provider.short_name as "shortName", provider.edrpou, right_row.service,
           ${pathOf(sql.ref('right_row.territory_id'))} as path,
           right_row.document_title as "documentTitle",
           right_row.document_number as "documentNumber",
           right_row.document_on as "documentOn",
           lower(right_row.term) as "termFrom", upper(right_row.term) as "termTo",
           ${stateOfRight(shown, sql`${search.on}::date`)} as state,
           ${confirmationOf(sql.ref('right_row'))} as confirmation, ${eventsOfRight} as events
    from registry.provision_right right_row
    join registry.subject provider on provider.subject_id = right_row.provider_id
    where ${providerConditions(search)} and ${rightConditions(search)}
      and ${eventConditions(search)}
    order by provider.short_name collate "uk-x-icu", right_row.service, right_row.right_id
    limit ${search.limit} offset ${search.offset}`.execute(db);
  return rows.map(toRight);
}

/** Who confirmed what a row says and by what documents; null where the keeper recorded it. */
function confirmationOf(row: RawBuilder<unknown>) {
  return sql`(
    select json_build_object('bodyName', body.short_name,
      'submissionNumber', ${row}.submission_number, 'answerNumber', ${row}.answer_number)
    from registry.subject body where body.subject_id = ${row}.confirmed_by)`;
}

const eventsOfRight = sql`(
  select json_agg(json_build_object(
      'occurredOn', event.occurred_on, 'kind', event.kind, 'ground', event.ground,
      'territoryName', place.name, 'confirmation', ${confirmationOf(sql.ref('event'))}) order by event.occurred_on, event.kind)
  from registry.provision_event event
  left join registry.territory place on place.territory_id = event.territory_id
  where event.right_id = right_row.right_id)`;

function providerConditions({ providerId, providerKey, providerEdrpou }: RightSearch) {
  return sql`
    (${providerId}::bigint is null or right_row.provider_id = ${providerId})
    and (${providerEdrpou}::text is null or provider.edrpou = ${providerEdrpou})
    and (${providerKey}::text is null or provider.search_key like '%' || ${providerKey} || '%'
         or ${providerKey} <% provider.search_key)`;
}

function rightConditions(search: RightSearch) {
  const { services, territoryId, inside, documentNumber, termFrom, termThrough } = search;
  return sql`
    (${search.rightId}::bigint is null or right_row.right_id = ${search.rightId})
    and (${services}::text[] is null or right_row.service = any(${services}::text[]))
    and (${territoryId}::integer is null
      or ${rightReaches(sql`${territoryId}::integer`)}
      or (${inside} and exists (
        select from registry.territory_closure below
        where below.ancestor_id = ${territoryId} and below.descendant_id = right_row.territory_id)))
    and (${documentNumber}::text is null
      or strpos(lower(right_row.document_number), lower(${documentNumber})) > 0)
    and right_row.term && daterange(${termFrom}::date, ${termThrough}::date, '[]')
    and (not ${search.inTermOnly} or right_row.term @> ${search.on}::date)`;
}

function eventConditions({ eventKinds, eventFrom, eventThrough, ground }: RightSearch) {
  const asked = eventKinds ?? eventFrom ?? eventThrough ?? ground;
  if (asked === null) return sql`true`;
  return sql`exists (
    select from registry.provision_event event
    where event.right_id = right_row.right_id
      and (${eventKinds}::text[] is null or event.kind = any(${eventKinds}::text[]))
      and daterange(${eventFrom}::date, ${eventThrough}::date, '[]') @> event.occurred_on
      and (${ground}::text is null or strpos(lower(event.ground), lower(${ground})) > 0))`;
}

function toRight(row: RightRow): ProvisionRight {
  return {
    rightId: row.rightId,
    provider: { subjectId: row.subjectId, shortName: row.shortName, edrpou: row.edrpou },
    service: row.service,
    territory: territoryFrom(row.path),
    document: { title: row.documentTitle, number: row.documentNumber, date: row.documentOn },
    term: { from: row.termFrom, to: row.termTo },
    state: row.state,
    confirmation: row.confirmation,
    events: (row.events ?? []).map(({ occurredOn, ...event }) => ({
      ...event,
      occurredOn: Temporal.PlainDate.from(occurredOn),
    })),
  };
}
