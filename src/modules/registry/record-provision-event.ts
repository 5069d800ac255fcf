import { law, type ClauseId } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { z } from 'zod';
import {
  bigintField,
  choiceField,
  dateField,
  optional,
  territoryIdField,
  textField,
} from './fields.ts';
import {
  extentKinds,
  provisionEventKinds,
  type ProvisionEventKind,
  type ProvisionState,
} from './provision-right.ts';
import { insertEvent, lockRight } from './provision-rights.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const groundLengthMax = 1_000;

export const provisionEventInput = z
  .object({
    rightId: bigintField,
    occurredOn: dateField,
    kind: choiceField(provisionEventKinds),
    /** Why, with the document that says so. */
    ground: textField(groundLengthMax),
    /** Required to widen or narrow; limits a stop or restoring to a part of the territory. */
    territoryId: optional(territoryIdField),
  })
  .refine(({ kind, territoryId }) => kind !== 'start' || territoryId === undefined, {
    path: ['territoryId'],
    error: fieldTexts.startIsWhole,
  })
  .refine(({ kind, territoryId }) => territoryId !== undefined || !extentKinds.includes(kind), {
    path: ['territoryId'],
    error: fieldTexts.territoryForExtent,
  });

export type ProvisionEventInput = z.infer<typeof provisionEventInput>;

const clauses: Readonly<Record<ProvisionEventKind, ClauseId>> = {
  start: law('1039:23.3.b.5'),
  stop: law('1039:23.3.b.6'),
  widen: law('1039:23.3.b.7'),
  narrow: law('1039:23.3.b.7'),
  restore: law('1039:23.3.b.8'),
};

/**
 * Records that provision started, stopped, was restored, widened or narrowed, with the ground.
 * Refuses an event that does not follow from the state before it: only what is provided can be
 * stopped or narrowed, only what was stopped restored, only what is not covered widened to.
 */
export async function recordProvisionEvent(
  tx: Tx,
  input: ProvisionEventInput,
): Promise<{ readonly providerId: bigint } | Refusal> {
  const event = { ...input, territoryId: input.territoryId ?? null };
  const clause = clauses[input.kind];
  const right = await lockRight(tx, event);
  if (right === undefined) return refuse('right-not-found', clause);
  if (right.state === 'out-of-term') return refuse('event-outside-term', clause);
  if (!mayFollow(input.kind, right.state, right.started)) {
    return refuse('event-does-not-follow', clause, { state: right.state });
  }
  if (!(await insertEvent(tx, event))) return refuse('event-already-recorded', clause);
  return { providerId: right.providerId };
}

/** In which state of the right on the territory an event of a kind makes sense. */
const statesBefore: Readonly<Record<ProvisionEventKind, readonly ProvisionState[]>> = {
  start: ['provided', 'not-started'],
  stop: ['provided'],
  restore: ['stopped'],
  widen: ['not-covered'],
  narrow: ['provided', 'stopped', 'not-started'],
};

function mayFollow(kind: ProvisionEventKind, state: ProvisionState, started: boolean): boolean {
  return statesBefore[kind].includes(state) && !(kind === 'start' && started);
}
