import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { actorKey } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { takeFromSessions } from './session-changes.ts';
import { fillPerson, findOrMakePerson, rnokppIndex } from '../people/people.ts';
import { changeBy, isAdmitting, type EventKind } from './acts.ts';
import {
  addEvent,
  insertMembership,
  lockActiveOf,
  lockHeld,
  readSame,
  setStanding,
  type HeldMembership,
} from './decisions.sql.ts';
import { obstacleTo } from './read-submission.ts';
import { endOpeningsOf } from '../restricted/restricted.sql.ts';
import type { AccessRequest } from './requests.ts';

/** Whose membership a decision made or changed. */
export interface Applied {
  readonly membershipId: bigint;
  readonly personId: bigint;
}

/**
 * Carries an approved submission out. Whoever loses access or the right to sign loses it in this
 * transaction: their sessions end, or go on without the right; other processes forget in seconds.
 * A key opens every name of its person, so one that is compromised blocks them all (1039:32.1); any
 * other ground is of the name that it is told of.
 * @law 1039:32.1 1039:32.2 1039:33.1 1039:34 1039:36 1039:37.1 1039:39 1039:54.1 1039:55
 */
export async function applyDecision(
  execution: Execution,
  secrets: FieldCipher,
  request: AccessRequest,
): Promise<Applied | Refusal> {
  const { tx, now } = execution;
  const db = queryableOf(tx);
  if (isAdmitting(request.act)) {
    const rnokpp = rnokppIndex(secrets, request.rnokpp);
    const same = await readSame(db, { ...request, rnokppIndex: rnokpp });
    const obstacle = obstacleTo(request.act, same, dayInKyiv(now));
    if (obstacle !== undefined) return obstacle;
    const applied = await admit(execution, secrets, request);
    await note(execution, { request, kind: 'granted', ...applied });
    return applied;
  }
  const held = request.membershipId === null ? undefined : await lockHeld(db, request.membershipId);
  if (held === undefined) throw new Error(`submission ${request.requestId} is about nobody`);
  const changed = await changeHeld(execution, { request, held });
  if (isRefusal(changed) || !opensEverything(request)) return changed;
  for (const other of await lockActiveOf(db, held.personId)) {
    await changeHeld(execution, { request, held: other });
  }
  return changed;
}

/** A head's word about a key reaches their own body; what concerns the person, all names. */
function opensEverything({ act, ground, subjectId }: AccessRequest): boolean {
  return act === 'block' && ground === '1039:32.1' && subjectId === null;
}

async function admit(
  { tx, now }: Execution,
  secrets: FieldCipher,
  request: AccessRequest,
): Promise<Applied> {
  const { from, until, role, subjectId, territoryId, maySign, isHead, post } = request;
  const personId = await beyondReach(
    tx,
    'whom a decision lets in, by tax number',
    async (every) => {
      const found = await findOrMakePerson(every, secrets, { ...request, now });
      await fillPerson(every, secrets, found, request);
      return found;
    },
  );
  const membershipId = await insertMembership(queryableOf(tx), {
    ...{ personId, role, subjectId, territoryId, maySign, isHead, post },
    valid: { from, to: until },
  });
  return { personId, membershipId };
}

interface Change {
  readonly request: Pick<AccessRequest, 'act' | 'requestId' | 'ground' | 'documentId'>;
  readonly held: HeldMembership;
}

/** Changes a membership that is held, and the sessions in it. */
export async function changeHeld(
  execution: Execution,
  { request, held }: Change,
): Promise<Applied | Refusal> {
  const change = changeBy(request.act, held);
  if (change === undefined) return refuse(`cannot-${request.act}`);
  const db = queryableOf(execution.tx);
  const { membershipId, personId } = held;
  await setStanding(db, membershipId, change);
  await beyondReach(execution.tx, 'sessions of whom a decision is about', async (every) => {
    await takeFromSessions(every, held, change);
    if (change.state !== 'active') await endOpeningsOf(every, membershipId, execution.now);
  });
  await note(execution, { request, kind: change.event, membershipId });
  return { membershipId, personId };
}

async function note(
  { tx, principal, now }: Execution,
  noted: {
    readonly request: Change['request'];
    readonly kind: EventKind;
    readonly membershipId: bigint;
  },
): Promise<void> {
  const { request, kind, membershipId } = noted;
  const { requestId, ground, documentId } = request;
  const actor = actorKey(principal);
  const event = { membershipId, kind, at: now, actor, requestId, ground, documentId };
  await addEvent(queryableOf(tx), event);
}
