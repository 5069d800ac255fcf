import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import {
  findProvisionRight,
  findTerritories,
  findTerritory,
  meantTerritory,
  readRightForEvent,
  refuseRight,
  type ProvisionRight,
  type Territory,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Principal } from '#platform/principal.ts';
import { findAnswerer, type Answerer } from './answerer.ts';
import type { ChangeInput } from './change-input.ts';
import type { Matter } from './change.ts';
import { isWaiting } from './changes.sql.ts';

export interface Reader {
  readonly db: Database | Tx;
  readonly principal: Principal;
  readonly now: Temporal.Instant;
}

/** A change that the register would take, where it is and who is to answer. */
export interface SaidChange {
  readonly matter: Matter;
  /** Where the change is: what it names, or all of the right's territory. */
  readonly place: Territory;
  /** Of an event: the right that it is of. */
  readonly right: ProvisionRight | undefined;
  readonly answerer: Answerer;
}

const clause = law('1039:19.2');

/**
 * Reads what a provider asks for: of a right of their own, where the register would take it now.
 * @law 1039:19.2 1039:19.4
 */
export async function readChange(
  { db, principal, now }: Reader,
  input: ChangeInput,
): Promise<SaidChange | Refusal> {
  const { subjectId } = principal;
  if (subjectId === null) return refuse('nobody');
  if (!principal.maySign) return refuse('may-not-sign', law('1039:34'));
  const on = input.kind === 'right' ? input.termFrom : input.occurredOn;
  const named = input.territory === '' ? undefined : await readTerritory(db, input.territory, on);
  if (isRefusal(named)) return named;
  const today = dayInKyiv(now);
  const right =
    input.kind === 'right' ? undefined : await findProvisionRight(db, input.rightId, today);
  if (input.kind !== 'right' && right?.provider.subjectId !== subjectId) {
    return refuse('right-not-found', clause);
  }
  const place = named ?? right?.territory;
  if (place === undefined) return refuse('territory-unknown', clause);
  const matter = matterOf(input, subjectId, named?.territoryId);
  const obstacle = await obstacleTo(db, matter);
  if (obstacle !== undefined) return obstacle;
  if (await isWaiting(queryableOf(db), subjectId, matter)) return refuse('waiting-already', clause);
  const answerer = await findAnswerer(db, place, now);
  if (answerer === undefined) return refuse('nobody-answers', clause);
  return { matter, place, right, answerer };
}

function matterOf(input: ChangeInput, providerId: bigint, territoryId = 0): Matter {
  if (input.kind === 'right') {
    const { kind: _kind, territory: _territory, termThrough = null, ...said } = input;
    return { kind: 'right', right: { ...said, termThrough, providerId, territoryId } };
  }
  const { territory: _territory, ...said } = input;
  return { kind: 'event', event: { ...said, territoryId: territoryId === 0 ? null : territoryId } };
}

/** Why the register would not take a change now; undefined when it would. */
export async function obstacleTo(db: Database | Tx, matter: Matter): Promise<Refusal | undefined> {
  if (matter.kind === 'right') {
    const { termThrough, ...right } = matter.right;
    return refuseRight(db, { ...right, termThrough: termThrough ?? undefined });
  }
  const { territoryId, ...event } = matter.event;
  const found = await readRightForEvent(db, { ...event, territoryId: territoryId ?? undefined });
  return isRefusal(found) ? found : undefined;
}

async function readTerritory(
  db: Database | Tx,
  text: string,
  on: Temporal.PlainDate,
): Promise<Territory | Refusal> {
  const candidates = await findTerritories(db, { text, on });
  const meant = meantTerritory(candidates, text);
  const found = meant && (await findTerritory(db, meant.territoryId));
  if (found !== undefined) return found;
  const [first] = candidates;
  if (first === undefined) return refuse('territory-unknown', clause);
  return refuse('territory-unclear', clause, {
    names: candidates.map(({ fullName, code }) => `${fullName} (${code})`).join('; '),
  });
}
