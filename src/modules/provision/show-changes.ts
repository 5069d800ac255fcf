import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isOneOf, localPowers } from '#kernel/role.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findProvisionRight,
  findProvisionRights,
  findTerritory,
  isWithin,
  provisionRightSearchInput,
  readSubjectNames,
  type ProvisionRight,
  type Territory,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import { z } from 'zod';
import { changeIdField } from './change-id.ts';
import type { Change } from './change.ts';
import { findChange, readChangesFor, readChangesOf } from './changes.sql.ts';

export const changesPerPage = 20;

/** A change with the names of what it is about. */
export interface ShownChange {
  readonly change: Change;
  readonly place: Territory;
  /** Of an event: the right that it is of. */
  readonly right: ProvisionRight | undefined;
  readonly providerName: string;
  readonly answererName: string;
  /** Whether a local power answers, and not the technical administrator in its place. */
  readonly isLocal: boolean;
}

export interface OwnProvision {
  readonly rights: readonly ProvisionRight[];
  readonly hasMoreRights: boolean;
  readonly changes: readonly ShownChange[];
}

const providersOwn = {
  law: [law('1039:19.2'), law('1039:19.5')],
  audience: ['provider', 'manager'],
  scope: { kind: 'self' },
} as const;

const ownInput = z.object({ page: provisionRightSearchInput.shape.page });

/**
 * Rights of a provider, and what they ask to change with its state of this moment.
 * @law 1039:19.5
 */
export const listOwnProvision = defineQuery({
  ...providersOwn,
  id: 'provision.list-own',
  input: ownInput,
  async handle(
    { db, principal, now }: Reading,
    { page }: z.infer<typeof ownInput>,
  ): Promise<OwnProvision> {
    const { subjectId } = principal;
    if (subjectId === null) return { rights: [], hasMoreRights: false, changes: [] };
    const today = dayInKyiv(now);
    const search = { providerId: subjectId, inside: false, page };
    const { rows, hasMore } = await findProvisionRights(db, today, search);
    const changes = await readChangesOf(queryableOf(db), subjectId, changesPerPage);
    return {
      ...{ rights: rows, hasMoreRights: hasMore },
      changes: await Promise.all(changes.map((change) => show(db, change, today))),
    };
  },
});

const rightInput = z.object({ rightId: changeIdField });

/** A right of the provider's own, for the form of an event. */
export const findOwnRight = defineQuery({
  ...providersOwn,
  id: 'provision.find-own-right',
  input: rightInput,
  async handle(
    { db, principal, now }: Reading,
    { rightId }: z.infer<typeof rightInput>,
  ): Promise<ProvisionRight | Refusal> {
    const right = await findProvisionRight(db, rightId, dayInKyiv(now));
    return right === undefined || right.provider.subjectId !== principal.subjectId
      ? refuse('right-not-found')
      : right;
  },
});

const oneInput = z.object({ changeId: changeIdField });

/** A change of the provider's own, as far as it has come. */
export const findOwnChange = defineQuery({
  ...providersOwn,
  id: 'provision.find-own-change',
  input: oneInput,
  async handle(
    { db, principal, now }: Reading,
    { changeId }: z.infer<typeof oneInput>,
  ): Promise<ShownChange | Refusal> {
    const change = await findOf(db, principal, changeId);
    return change?.providerId === principal.subjectId
      ? show(db, change, dayInKyiv(now))
      : refuse('no-such-change');
  },
});

const answering = {
  law: [law('1039:19.1'), law('1039:19.2')],
  audience: [...localPowers, 'technical-administrator'],
  scope: { kind: 'self' },
} as const;

const deskInput = z.object({
  state: z.enum(['open', 'answered']).catch('open'),
  page: provisionRightSearchInput.shape.page,
});

/**
 * What a body is to answer, the most urgent first, or has answered; one more than a page when
 * there are more.
 */
export const listProvisionDesk = defineQuery({
  ...answering,
  id: 'provision.list-desk',
  input: deskInput,
  async handle(
    { db, principal, now }: Reading,
    { state, page }: z.infer<typeof deskInput>,
  ): Promise<readonly ShownChange[]> {
    const { subjectId: answererId } = principal;
    if (answererId === null) return [];
    const offset = (page - 1) * changesPerPage;
    const search = { answererId, isOpen: state === 'open', limit: changesPerPage + 1, offset };
    const found = await readChangesFor(queryableOf(db), search);
    const shown = await Promise.all(found.map((change) => show(db, change, dayInKyiv(now))));
    const within = await Promise.all(shown.map(({ place }) => isTheirs(db, principal, place)));
    return shown.filter((_, at) => within[at]);
  },
});

/** One of them. */
export const findDeskChange = defineQuery({
  ...answering,
  id: 'provision.find-desk-change',
  input: oneInput,
  handle: ({ db, principal, now }: Reading, { changeId }: z.infer<typeof oneInput>) =>
    readDeskChange({ db, principal, now }, changeId),
});

/** A change that somebody may answer: submitted to their body, and within their own territory. */
export async function readDeskChange(
  { db, principal, now }: Pick<Reading, 'principal' | 'now'> & { readonly db: Database | Tx },
  changeId: bigint,
): Promise<ShownChange | Refusal> {
  const change = await findOf(db, principal, changeId);
  if (change?.answererId !== principal.subjectId) return refuse('no-such-change');
  const shown = await show(db, change, dayInKyiv(now));
  return (await isTheirs(db, principal, shown.place)) ? shown : refuse('no-such-change');
}

async function findOf(
  db: Database | Tx,
  { subjectId }: Principal,
  changeId: bigint,
): Promise<Change | undefined> {
  return subjectId === null ? undefined : findChange(queryableOf(db), changeId, subjectId);
}

/** Power of officials ends where their territory does, whatever else their body has. */
async function isTheirs(
  db: Database | Tx,
  { role, territoryId }: Principal,
  place: Territory,
): Promise<boolean> {
  if (!isOneOf(localPowers, role)) return true;
  return territoryId !== null && isWithin(db, place.territoryId, territoryId);
}

async function show(
  db: Database | Tx,
  change: Change,
  today: Temporal.PlainDate,
): Promise<ShownChange> {
  const { matter, providerId, answererId } = change;
  const right =
    matter.kind === 'event' ? await findProvisionRight(db, matter.event.rightId, today) : undefined;
  const { territoryId } = matter.kind === 'right' ? matter.right : matter.event;
  const place = territoryId === null ? right?.territory : await findTerritory(db, territoryId);
  if (place === undefined) throw new Error(`change ${change.changeId} is nowhere`);
  const names = await readSubjectNames(db, [providerId, answererId]);
  const answerer = names.get(answererId);
  return {
    ...{ change, place, right },
    providerName: names.get(providerId)?.shortName ?? '',
    answererName: answerer?.shortName ?? '',
    isLocal: answerer?.kind !== 'administrator',
  };
}
