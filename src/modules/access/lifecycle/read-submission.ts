import { refuse, isRefusal, type Refusal } from '#kernel/result.ts';
import {
  findSubjectByCode,
  findTerritoryByCode,
  isWithin,
  type Territory,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { rnokppIndex } from '../people/people.ts';
import { groundsOf, headGroundsOf, territorialRoles } from './acts.ts';
import { findHeld, readSame, type HeldMembership, type Place } from './decisions.sql.ts';
import { openHeld } from './decisions.ts';
import { isInRemit } from './remit.ts';
import type { Entry } from './requests.sql.ts';
import type { Submission } from './requests.ts';
import type { Admitting, Changing, HeadInput, PaperInput } from './submission-input.ts';

/** A submission before it has its document. */
export type Said = Omit<Submission, 'documentId'>;

export interface Reader {
  readonly db: Database | Tx;
  readonly secrets: FieldCipher;
  readonly principal: Principal;
  readonly now: Temporal.Instant;
}

/** The membership by which somebody is the head of their body today, if they are. */
export async function findHead({
  db,
  principal,
  now,
}: Omit<Reader, 'secrets'>): Promise<BodyMembership | undefined> {
  if (principal.membershipId === null) return undefined;
  const own = await findHeld(queryableOf(db), principal.membershipId);
  const isNow =
    own !== undefined &&
    own.personId === principal.personId &&
    own.state === 'active' &&
    (own.until === null || Temporal.PlainDate.compare(dayInKyiv(now), own.until) < 0);
  if (!isNow || !own.isHead || own.subjectId === null) return undefined;
  return { ...own, subjectId: own.subjectId };
}

/**
 * What the head of a body submits: of their own body, in their own role, and of their own territory
 * or one inside it.
 * @law 1039:29.1 1039:54.2
 */
export async function readHeadSubmission(reader: Reader, said: HeadInput): Promise<Said | Refusal> {
  const head = await findHead(reader);
  if (head === undefined) return refuse('not-head', '1039:29.1');
  if (!headGroundsOf(said.act).includes(said.ground)) return refuse('ground-not-theirs');
  if ('membershipId' in said) {
    const target = await findHeld(queryableOf(reader.db), said.membershipId);
    if (target?.subjectId !== head.subjectId) return refuse('not-there');
    return changeOf(reader, said, { target, entry: 'cabinet', cameAt: null });
  }
  const isAppointing = said.act === 'appoint-temporary-administrator';
  const named = await readTerritory(reader, said.territory);
  if (isRefusal(named)) return named;
  if (named !== undefined && !(await isInside(reader, named, head.territoryId))) {
    return refuse('territory-not-theirs');
  }
  return admissionOf(reader, said, {
    role: isAppointing ? 'temporary-administrator' : head.role,
    subjectId: head.subjectId,
    territoryId: named?.territoryId ?? (isAppointing ? null : head.territoryId),
    entry: 'cabinet',
    cameAt: null,
  });
}

/** What an administrator enters from paper, within what they may decide on. */
export async function readPaperSubmission(
  reader: Reader,
  said: PaperInput,
): Promise<Said | Refusal> {
  const { db, principal, now } = reader;
  if (!groundsOf[said.act].includes(said.ground)) return refuse('ground-not-theirs');
  if (Temporal.Instant.compare(said.cameAt, now) > 0) return refuse('came-later');
  const paper = { entry: 'paper', cameAt: said.cameAt } as const;
  if ('membershipId' in said) {
    const target = await findHeld(queryableOf(db), said.membershipId);
    const isTheirs = target !== undefined && (await isInRemit(db, principal, target, now));
    return isTheirs ? changeOf(reader, said, { target, ...paper }) : refuse('not-there');
  }
  const subject = await findSubjectByCode(queryableOf(db), said.edrpou);
  if (subject === undefined) return refuse('body-unknown');
  const named = await readTerritory(reader, said.territory);
  if (isRefusal(named)) return named;
  const isAppointing = said.act === 'appoint-temporary-administrator';
  const matter = {
    role: isAppointing ? ('temporary-administrator' as const) : said.role,
    subjectId: subject.subjectId,
    territoryId: named?.territoryId ?? null,
  };
  if (!(await isInRemit(db, principal, matter, now))) return refuse('beyond-remit', '1039:55');
  return admissionOf(reader, said, { ...matter, ...paper });
}

async function readTerritory(
  { db }: Reader,
  code: string | null,
): Promise<Territory | undefined | Refusal> {
  if (code === null) return undefined;
  return (await findTerritoryByCode(db, code)) ?? refuse('territory-unknown');
}

async function isInside(
  { db }: Reader,
  { territoryId }: Territory,
  around: number | null,
): Promise<boolean> {
  return around !== null && isWithin(db, territoryId, around);
}

interface BodyMembership extends HeldMembership {
  readonly subjectId: bigint;
}

interface Came {
  readonly entry: Entry;
  readonly cameAt: Temporal.Instant | null;
}

async function admissionOf(
  { db, secrets, principal, now }: Reader,
  said: Admitting,
  where: Omit<Place, 'rnokppIndex'> & Came,
): Promise<Said | Refusal> {
  const { act, rnokpp, from, until, ground, territory: _territory, ...person } = said;
  const isEndless = until === null;
  if (act === 'appoint-temporary-administrator' && isEndless) return refuse('end-needed');
  if (!isEndless && Temporal.PlainDate.compare(until, from) < 0) return refuse('ends-too-early');
  if (territorialRoles.includes(where.role) && where.territoryId === null) {
    return refuse('territory-needed');
  }
  const obstacle = obstacleTo(
    act,
    await readSame(queryableOf(db), { rnokppIndex: rnokppIndex(secrets, rnokpp), ...where }),
    dayInKyiv(now),
  );
  if (obstacle !== undefined) return obstacle;
  return {
    ...{ act, rnokpp, ...person, ...where, ground, ...submitterOf(principal) },
    membershipId: null,
    valid: { from, to: until?.add({ days: 1 }) ?? null },
  };
}

/**
 * What stands in the way of a new membership: one that goes on, or an annulled one, after which
 * only a new registration with documents leads back.
 * @law 1039:39
 */
export function obstacleTo(
  act: Admitting['act'],
  same: readonly HeldMembership[],
  today: Temporal.PlainDate,
): Refusal | undefined {
  const isLive = ({ state, until }: HeldMembership) =>
    state !== 'annulled' && (until === null || Temporal.PlainDate.compare(today, until) < 0);
  if (same.some(isLive)) return refuse('already-member');
  const wasAnnulled = same[0]?.state === 'annulled';
  if (act === 're-register') return wasAnnulled ? undefined : refuse('not-annulled', '1039:39');
  return wasAnnulled ? refuse('annulled-before', '1039:39') : undefined;
}

async function changeOf(
  { principal, secrets }: Reader,
  { act, ground, basis, aroseOn }: Changing,
  { target, entry, cameAt }: Came & { readonly target: HeldMembership },
): Promise<Said | Refusal> {
  const { rnokpp, ...named } = await openHeld(secrets, target);
  if (rnokpp === null) return refuse('not-there');
  const { surname, givenName, patronymic, post, role, subjectId } = named;
  return {
    ...{ act, entry, cameAt, ground, basis, aroseOn, ...submitterOf(principal) },
    ...{ rnokpp, surname, givenName, patronymic, post, role, subjectId, email: null, phone: null },
    ...{ territoryId: target.territoryId, membershipId: target.membershipId },
    ...{ maySign: target.maySign, isHead: target.isHead },
    valid: { from: target.from, to: target.until },
  };
}

export function submitterOf(principal: Principal): Pick<Said, 'submitterId' | 'submittedBy'> {
  if (principal.personId === null) throw new Error('nobody submits');
  return { submitterId: principal.personId, submittedBy: actorKey(principal) };
}
