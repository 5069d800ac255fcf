import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { restrictedAskers } from '#kernel/role.ts';
import { findTerritory, getSubjectName, readSubjectNames } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readPersonNames } from '../people/people.ts';
import { oneRestricted } from './decide-restricted.ts';
import { findAskedAccount } from './find-asked-account.ts';
import { findRestricted, readOwnRestricted, readRestrictedDesk } from './restricted.sql.ts';
import { openRestricted, standingOf, type RestrictedRequest, type Standing } from './restricted.ts';
import { lastWindowDay } from './terms.ts';

const ownShownMax = 100;
export const restrictedPerPage = 50;
const pagesMax = 1_000;

/** A request as a list shows it. */
export interface ListedRestricted extends RestrictedRequest {
  readonly standing: Standing;
  readonly bodyName: string;
  readonly isOverdue: boolean;
}

/** Requests of an official in the membership they act in, the newest first. */
export function ownRestrictedQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.own-restricted',
    law: [law('1039:95'), law('1039:96')],
    audience: restrictedAskers,
    scope: { kind: 'self' },
    input: z.object({}),
    async handle(reading: Reading): Promise<readonly ListedRestricted[]> {
      const { personId, membershipId } = reading.principal;
      if (personId === null || membershipId === null) return [];
      const own = { personId, membershipId };
      const rows = await readOwnRestricted(queryableOf(reading.db), own, ownShownMax);
      return list(reading, await Promise.all(rows.map((row) => openRestricted(secrets, row))));
    },
  });
}

const deskInput = z.object({ page: z.coerce.number().int().min(1).max(pagesMax).catch(1) });

/** Signed requests, those that wait first; one more than a page holds when there are more. */
export function restrictedDeskQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.restricted-desk',
    law: [law('1039:95')],
    audience: ['owner'],
    scope: { kind: 'platform', key: () => 'restricted-requests' },
    input: deskInput,
    auditSubject: () => 'restricted-requests',
    async handle(
      reading: Reading,
      { page }: z.infer<typeof deskInput>,
    ): Promise<readonly ListedRestricted[]> {
      const rows = await readRestrictedDesk(queryableOf(reading.db), {
        limit: restrictedPerPage + 1,
        offset: (page - 1) * restrictedPerPage,
      });
      return list(reading, await Promise.all(rows.map((row) => openRestricted(secrets, row))));
    },
  });
}

async function list(
  { db, now }: Reading,
  requests: readonly RestrictedRequest[],
): Promise<readonly ListedRestricted[]> {
  const bodies = await readSubjectNames(
    db,
    Array.from(new Set(requests.map(({ subjectId }) => subjectId))),
  );
  const today = dayInKyiv(now);
  return requests.map((request) => ({
    ...request,
    standing: standingOf(request, today),
    bodyName: bodies.get(request.subjectId)?.shortName ?? '',
    isOverdue: isOverdue(request, now),
  }));
}

function isOverdue(
  { outcome, dueAt }: Pick<RestrictedRequest, 'outcome' | 'dueAt'>,
  now: Temporal.Instant,
): boolean {
  return outcome === null && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0;
}

/** A request for whoever decides on it. */
export interface ShownRestricted extends ListedRestricted {
  readonly officialName: string;
  readonly territoryName: string | undefined;
  /** Whether the number is there, within the power of the body; of what is not decided yet. */
  readonly isThere: boolean;
  /** The last day on which the account may still be open. */
  readonly lastDay: Temporal.PlainDate;
}

/** One signed request, with what the owner needs to decide: who asks, and whether it is there. */
export function findRestrictedQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.find-restricted',
    law: [law('1039:95')],
    audience: ['owner'],
    scope: { kind: 'platform', key: () => 'restricted-requests' },
    input: oneRestricted,
    auditSubject: ({ restrictedId }) => `restricted-request:${restrictedId}`,
    async handle(
      reading: Reading,
      { restrictedId }: z.infer<typeof oneRestricted>,
    ): Promise<ShownRestricted | Refusal> {
      const { db, now } = reading;
      const row = await findRestricted(queryableOf(db), { requestId: BigInt(restrictedId) });
      if (row === undefined || row.receivedAt === null) return refuse('not-there');
      const [request] = await list(reading, [await openRestricted(secrets, row)]);
      if (request === undefined) return refuse('not-there');
      const beyond = await beyondReach(
        db,
        'who asks for restricted information, and whether the account is there',
        async (every, all) => ({
          names: await readPersonNames(every, secrets, [row.personId]),
          accountId: await findAskedAccount(all, row),
        }),
      );
      const { territoryId } = row;
      const territory = territoryId === null ? undefined : await findTerritory(db, territoryId);
      const latest = await lastWindowDay(db, dayInKyiv(now));
      return {
        ...request,
        officialName: beyond.names.get(row.personId) ?? '',
        territoryName: territory?.fullName,
        isThere: beyond.accountId !== undefined,
        lastDay: Temporal.PlainDate.compare(latest, row.until) < 0 ? latest : row.until,
      };
    },
  });
}

/** What is open by a request to the official who asked. */
export interface OpenRestricted extends RestrictedRequest {
  readonly accountId: bigint;
  readonly openedUntil: Temporal.PlainDate;
  readonly bodyName: string;
}

/** For whoever shows the account; undefined when the reader's request opens none. */
export async function findOpenRestricted(
  { db }: Reading,
  secrets: FieldCipher,
  requestId: bigint,
): Promise<OpenRestricted | undefined> {
  const row = await findRestricted(queryableOf(db), { requestId });
  if (row === undefined) return undefined;
  const request = await openRestricted(secrets, row);
  const { accountId, openedUntil } = request;
  if (accountId === null || openedUntil === null) return undefined;
  const bodyName = await getSubjectName(queryableOf(db), request.subjectId);
  return { ...request, accountId, openedUntil, bodyName };
}
