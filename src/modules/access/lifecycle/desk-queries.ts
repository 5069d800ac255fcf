import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findTerritory,
  findSubjectByCode,
  readSubjectNames,
  type SubjectName,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readNamesake, readPersonNames, rnokppIndex } from '../people/people.ts';
import { accessActs } from './acts.ts';
import { bodiesOf, bodyNameIn } from './body-name.ts';
import { checkRequest, type Check } from './checks.ts';
import { noticeDueOn, readTerms } from './clocks.ts';
import { findHeld, readEvents, readOffices, readSame } from './decisions.sql.ts';
import { openEvent, openHeld, type NamedMembership, type ToldEvent } from './decisions.ts';
import { isInRemit } from './remit.ts';
import { findRequest, readMatters, searchRequests } from './requests.sql.ts';
import { openRequest, openRequests, type AccessRequest } from './requests.ts';

export const requestsPerPage = 50;
const pagesMax = 1_000;
const audience = ['technical-administrator', 'temporary-administrator'] as const;

const searchInput = z.object({
  state: z.enum(['open', 'overdue', 'decided']).catch('open'),
  act: z.enum(accessActs).nullable().catch(null),
  edrpou: z.string().max(10).catch(''),
  page: z.coerce.number().int().min(1).max(pagesMax).catch(1),
});
export type RequestSearchInput = z.infer<typeof searchInput>;

/** A line of the desk. */
export interface ListedRequest extends AccessRequest {
  readonly bodyName: string;
  readonly isOverdue: boolean;
}

/**
 * Submissions that an administrator may decide on, the most urgent first; one more than a page
 * holds when there are more.
 * @law 1039:36 1039:55
 */
export function listRequestsQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.list-requests',
    law: [law('1039:36'), law('1039:38'), law('1039:54.1'), law('1039:55')],
    audience,
    scope: { kind: 'self' },
    input: searchInput,
    auditSubject: () => 'access-requests',
    async handle(
      reading: Reading,
      { state, act, edrpou, page }: RequestSearchInput,
    ): Promise<readonly ListedRequest[]> {
      const { db, now } = reading;
      const on = queryableOf(db);
      const body = edrpou === '' ? undefined : await findSubjectByCode(on, edrpou);
      if (edrpou !== '' && body === undefined) return [];
      const found = await searchRequests(on, {
        ...{ state, act, now, subjectId: body?.subjectId ?? null },
        within: await mattersOf(reading),
        ...{ limit: requestsPerPage + 1, offset: (page - 1) * requestsPerPage },
      });
      const bodies = await readSubjectNames(db, bodiesOf(found));
      const requests = await openRequests(secrets, found);
      return requests.map((request) => ({
        ...request,
        bodyName: bodyNameIn(bodies, request.subjectId),
        isOverdue: isOverdue(request, now),
      }));
    },
  });
}

/** What a temporary administrator may decide on; the technical one, on everything. */
async function mattersOf({ db, principal, now }: Reading) {
  if (principal.role === 'technical-administrator') return null;
  const all = await readMatters(queryableOf(db));
  const within = await Promise.all(all.map((matter) => isInRemit(db, principal, matter, now)));
  return all.filter((_, at) => within[at]);
}

function isOverdue(
  { outcome, dueAt }: Pick<AccessRequest, 'outcome' | 'dueAt'>,
  now: Temporal.Instant,
): boolean {
  return outcome === null && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0;
}

const oneInput = z.object({ requestId: z.string().regex(/^[1-9]\d{0,17}$/) });

/** A submission with all that the platform knows about it. */
export interface ShownRequest extends ListedRequest {
  readonly body: SubjectName | undefined;
  readonly territoryName: string | undefined;
  readonly submitterName: string;
  readonly held: NamedMembership | undefined;
  readonly events: readonly ToldEvent[];
  readonly checks: readonly Check[];
}

/** One submission for whoever decides on it. */
export function findRequestShownQuery(secrets: FieldCipher) {
  return defineQuery({
    id: 'access.find-request',
    law: [law('1039:54.1'), law('1039:55')],
    audience,
    scope: { kind: 'access-request', key: ({ requestId }: z.infer<typeof oneInput>) => requestId },
    input: oneInput,
    auditSubject: ({ requestId }) => `access-request:${requestId}`,
    async handle(
      reading: Reading,
      { requestId }: z.infer<typeof oneInput>,
    ): Promise<ShownRequest | Refusal> {
      const found = await findRequest(queryableOf(reading.db), { requestId: BigInt(requestId) });
      if (found === undefined) return refuse('not-there');
      return show(reading, secrets, await openRequest(secrets, found));
    },
  });
}

async function show(
  { db, now }: Reading,
  secrets: FieldCipher,
  request: AccessRequest,
): Promise<ShownRequest> {
  const on = queryableOf(db);
  const { membershipId, subjectId, territoryId, aroseOn } = request;
  const bodies = await readSubjectNames(db, bodiesOf([request]));
  const body = subjectId === null ? undefined : bodies.get(subjectId);
  const held = membershipId === null ? undefined : await findHeld(on, membershipId);
  const known = await beyondReach(
    db,
    'who submitted, and whether the named person is known',
    (every) => readBeyond(every, secrets, request),
  );
  const receivedOn = dayInKyiv(request.receivedAt ?? request.draftedAt);
  const checks = checkRequest({
    ...{ request, body, held, receivedOn, today: dayInKyiv(now) },
    submitter: known.offices,
    same: await readSame(on, {
      ...request,
      rnokppIndex: rnokppIndex(secrets, request.rnokpp),
    }),
    surname: known.surname,
    noticeDueOn: noticeDueOn(aroseOn, await readTerms(db)),
  });
  const events = membershipId === null ? [] : await readEvents(on, membershipId);
  return {
    ...{ ...request, body, checks, bodyName: bodyNameIn(bodies, subjectId) },
    isOverdue: isOverdue(request, now),
    territoryName: territoryId === null ? undefined : await nameTerritory(db, territoryId),
    held: held && (await openHeld(secrets, held)),
    submitterName: known.submitterName,
    events: await Promise.all(events.map((event) => openEvent(secrets, event))),
  };
}

/** What the desk shows of people that a decision is not about, or not yet. */
async function readBeyond(
  on: Queryable,
  secrets: FieldCipher,
  { submitterId, rnokpp }: AccessRequest,
) {
  const names = await readPersonNames(on, secrets, [submitterId]);
  return {
    submitterName: names.get(submitterId) ?? '',
    offices: await readOffices(on, submitterId),
    surname: await readNamesake(on, secrets, rnokpp),
  };
}

export async function nameTerritory(
  db: Database,
  territoryId: number,
): Promise<string | undefined> {
  return (await findTerritory(db, territoryId))?.fullName;
}
