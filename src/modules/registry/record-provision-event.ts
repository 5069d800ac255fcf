import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law, type ClauseId } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import {
  bigintField,
  choiceField,
  dateField,
  optional,
  territoryIdField,
  textField,
  whenRead,
} from './fields.ts';
import {
  extentKinds,
  provisionEventKinds,
  type ProvisionEventKind,
  type ProvisionState,
} from './provision-right.ts';
import { keepsRegistry } from './keeps-registry.ts';
import {
  insertEvent,
  lockRight,
  readRightBefore,
  type NewProvisionEvent,
  type RightBefore,
} from './provision-rights.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const groundLengthMax = 1_000;

const provisionEventInput = z
  .object({
    rightId: bigintField,
    kind: choiceField(provisionEventKinds),
    occurredOn: dateField,
    /** Required to widen or narrow; limits a stop or restoring to a part of the territory. */
    territoryId: optional(territoryIdField),
    /** Why, with the document that says so. */
    ground: textField(groundLengthMax),
  })
  .refine(({ kind, territoryId }) => kind !== 'start' || territoryId === undefined, {
    path: ['territoryId'],
    error: fieldTexts.startIsWhole,
    when: whenRead('kind', 'territoryId'),
  })
  .refine(({ kind, territoryId }) => territoryId !== undefined || !extentKinds.includes(kind), {
    path: ['territoryId'],
    error: fieldTexts.territoryForExtent,
    when: whenRead('kind', 'territoryId'),
  });

type ProvisionEventInput = z.infer<typeof provisionEventInput>;

const clauses: Readonly<Record<ProvisionEventKind, ClauseId>> = {
  start: law('1039:23.3.b.5'),
  stop: law('1039:23.3.b.6'),
  widen: law('1039:23.3.b.7'),
  narrow: law('1039:23.3.b.7'),
  restore: law('1039:23.3.b.8'),
};

/** Records that provision started, stopped, was restored, widened or narrowed, with the ground. */
export const recordProvisionEvent = defineCommand({
  id: 'registry.record-provision-event',
  law: [law('1039:66'), ...new Set(Object.values(clauses))],
  ...keepsRegistry,
  input: provisionEventInput,
  auditSubject: ({ rightId }) => `right:${rightId}`,
  async handle(
    { tx }: Execution,
    input: ProvisionEventInput,
  ): Promise<{ readonly providerId: string } | Refusal> {
    await lockRight(tx, input.rightId);
    const right = await readRightForEvent(tx, input);
    if (isRefusal(right)) return right;
    await insertEvent(tx, newEvent(input));
    return { providerId: right.providerId.toString() };
  },
});

/** The state of the right that an event would follow, before the event is recorded. */
export const checkProvisionEvent = defineQuery({
  id: 'registry.check-provision-event',
  law: [law('1039:66'), law('1039:19.4')],
  ...keepsRegistry,
  input: provisionEventInput,
  handle: ({ db }: Reading, input: ProvisionEventInput) => readRightForEvent(db, input),
});

/**
 * Refuses an event that does not follow from the state before it: only what is provided can be
 * stopped or narrowed, only what was stopped restored, only what is not covered widened to.
 */
async function readRightForEvent(
  db: Database | Tx,
  input: ProvisionEventInput,
): Promise<RightBefore | Refusal> {
  const clause = clauses[input.kind];
  const right = await readRightBefore(db, newEvent(input));
  if (right === undefined) return refuse('right-not-found', clause);
  if (right.recorded) return refuse('event-already-recorded', clause);
  if (right.state === 'out-of-term') return refuse('event-outside-term', clause);
  if (!mayFollow(input.kind, right.state, right.started)) {
    return refuse('event-does-not-follow', clause, { state: right.state });
  }
  return right;
}

function newEvent(input: ProvisionEventInput): NewProvisionEvent {
  return { ...input, territoryId: input.territoryId ?? null };
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
