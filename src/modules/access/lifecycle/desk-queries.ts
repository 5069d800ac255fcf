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
import { z } from 'zod';
import { readPersonNames } from '../people/person-names.sql.ts';
import { accessActs } from './acts.ts';
import { checkRequest, type Check } from './checks.ts';
import { noticeDueOn, readTerms } from './clocks.ts';
import {
  findHeld,
  readEvents,
  readNamesake,
  readOffices,
  readSame,
  type HeldMembership,
  type MembershipEvent,
} from './decisions.sql.ts';
import { isInRemit } from './remit.ts';
import { findRequest, readMatters, searchRequests, type AccessRequest } from './requests.sql.ts';

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
export const listRequests = defineQuery({
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
    const bodies = await readSubjectNames(
      db,
      found.map(({ subjectId }) => subjectId),
    );
    return found.map((request) => ({
      ...request,
      bodyName: bodies.get(request.subjectId)?.shortName ?? '',
      isOverdue: isOverdue(request, now),
    }));
  },
});

/** What a temporary administrator may decide on; the technical one, on everything. */
async function mattersOf({ db, principal, now }: Reading) {
  if (principal.role === 'technical-administrator') return null;
  const all = await readMatters(queryableOf(db));
  const within = await Promise.all(all.map((matter) => isInRemit(db, principal, matter, now)));
  return all.filter((_, at) => within[at]);
}

function isOverdue({ outcome, dueAt }: AccessRequest, now: Temporal.Instant): boolean {
  return outcome === null && dueAt !== null && Temporal.Instant.compare(dueAt, now) < 0;
}

const oneInput = z.object({ requestId: z.string().regex(/^[1-9]\d{0,17}$/) });

/** A submission with all that the platform knows about it. */
export interface ShownRequest extends ListedRequest {
  readonly body: SubjectName | undefined;
  readonly territoryName: string | undefined;
  readonly submitterName: string;
  readonly held: HeldMembership | undefined;
  readonly events: readonly MembershipEvent[];
  readonly checks: readonly Check[];
}

/** One submission for whoever decides on it. */
export const findRequestShown = defineQuery({
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
    const request = await findRequest(queryableOf(reading.db), { requestId: BigInt(requestId) });
    return request === undefined ? refuse('not-there') : show(reading, request);
  },
});

async function show({ db, now }: Reading, request: AccessRequest): Promise<ShownRequest> {
  const on = queryableOf(db);
  const { membershipId, subjectId, territoryId, aroseOn } = request;
  const body = (await readSubjectNames(db, [subjectId])).get(subjectId);
  const held = membershipId === null ? undefined : await findHeld(on, membershipId);
  const known = await beyondReach(
    db,
    'who submitted, and whether the named person is known',
    (every) => readBeyond(every, request),
  );
  const receivedOn = dayInKyiv(request.receivedAt ?? request.draftedAt);
  const checks = checkRequest({
    ...{ request, body, held, receivedOn, today: dayInKyiv(now) },
    submitter: known.offices,
    same: await readSame(on, request),
    surname: known.surname,
    noticeDueOn: noticeDueOn(aroseOn, await readTerms(db)),
  });
  return {
    ...{ ...request, body, held, checks, bodyName: body?.shortName ?? '' },
    isOverdue: isOverdue(request, now),
    territoryName: territoryId === null ? undefined : await nameTerritory(db, territoryId),
    submitterName: known.submitterName,
    events: membershipId === null ? [] : await readEvents(on, membershipId),
  };
}

/** What the desk shows of people that a decision is not about, or not yet. */
async function readBeyond(on: Queryable, { submitterId, rnokpp }: AccessRequest) {
  const [submitter] = await readPersonNames(on, [submitterId]);
  return {
    submitterName: submitter?.name ?? '',
    offices: await readOffices(on, submitterId),
    surname: await readNamesake(on, rnokpp),
  };
}

export async function nameTerritory(
  db: Database,
  territoryId: number,
): Promise<string | undefined> {
  return (await findTerritory(db, territoryId))?.fullName;
}
