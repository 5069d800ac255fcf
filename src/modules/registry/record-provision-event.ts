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
  type NewConfirmation,
  type NewProvisionEvent,
  type RightBefore,
} from './provision-rights.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const groundLengthMax = 1_000;

/** What is said of an event, beside where it was. */
export const eventFields = {
  rightId: bigintField,
  kind: choiceField(provisionEventKinds),
  occurredOn: dateField,
  /** Why, with the document that says so. */
  ground: textField(groundLengthMax),
};

/** Whether an event names a territory where one is needed, and none where it is about all. */
export function placeFault(kind: ProvisionEventKind, isNamed: boolean): string | undefined {
  if (kind === 'start' && isNamed) return fieldTexts.startIsWhole;
  return extentKinds.includes(kind) && !isNamed ? fieldTexts.territoryForExtent : undefined;
}

const provisionEventInput = z
  .object({
    ...eventFields,
    /** Required to widen or narrow; limits a stop or restoring to a part of the territory. */
    territoryId: optional(territoryIdField),
  })
  .refine(({ kind, territoryId }) => placeFault(kind, territoryId !== undefined) === undefined, {
    path: ['territoryId'],
    error: ({ input }) => placeFaultOf(input),
    when: whenRead('kind', 'territoryId'),
  });

function placeFaultOf(input: unknown): string | undefined {
  const { kind, territoryId } = input as ProvisionEventInput;
  return placeFault(kind, territoryId !== undefined);
}

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
    const right = await recordEvent(tx, input);
    return isRefusal(right) ? right : { providerId: right.providerId.toString() };
  },
});

/** Records an event in a transaction of whoever lets it be recorded, and by what documents. */
export async function recordEvent(
  tx: Tx,
  input: ProvisionEventInput,
  confirmation?: NewConfirmation,
): Promise<RightBefore | Refusal> {
  await lockRight(tx, input.rightId);
  const right = await readRightForEvent(tx, input);
  if (!isRefusal(right)) await insertEvent(tx, newEvent(input), confirmation);
  return right;
}

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
 * stopped or narrowed, only what was stopped restored, only what is not covered widened to. What
 * happened to a territory is recorded in the order of its days, so that nothing recorded before
 * comes to contradict it.
 */
export async function readRightForEvent(
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
  if (input.kind === 'start' && right.switched) return refuse('start-comes-first', clause);
  const { latestOn } = right;
  if (latestOn !== null && Temporal.PlainDate.compare(input.occurredOn, latestOn) <= 0) {
    return refuse('event-out-of-order', clause, { latest: latestOn.toString() });
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
