import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { users, type Role } from '#kernel/role.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { actorKey } from '#platform/principal.ts';
import { z } from 'zod';
import {
  countInRole,
  decideSwitch,
  insertSwitch,
  isProposed,
  lockSwitch,
  readInForce,
  readSwitches,
  type Switching,
  type SwitchRow,
} from './switches.sql.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const reasonCharsMax = 1_000;
const switchesMax = 200;
const keepers: readonly Role[] = ['technical-administrator', 'owner'];
const scope = { kind: 'platform', key: () => 'service-sets' } as const;
const clauses = [law('1039:20'), law('1039:54.3')];

const day = (fault: string) => z.iso.date(fault).transform((text) => Temporal.PlainDate.from(text));

const proposalInput = z.object({
  role: z.enum(users as [Role, ...Role[]], faults.role),
  serviceId: z.string(faults.service).min(1, faults.service).max(80, faults.service),
  isOn: z.enum(['on', 'off'], faults.isOn).transform((answer) => answer === 'on'),
  from: day(faults.from),
  /** The last day. */
  until: z.preprocess((given) => (given === '' ? null : given), day(faults.until).nullable()),
  reason: z.string(faults.reason).trim().min(1, faults.reason).max(reasonCharsMax, faults.reason),
});
type Proposal = z.infer<typeof proposalInput>;

/** Who would gain or lose what, if it were agreed to. */
export interface SwitchPreview extends Switching {
  readonly service: ServiceEntry;
  readonly from: Temporal.PlainDate;
  readonly until: Temporal.PlainDate | null;
  /** Users in the role by a decision; consumers in person need none and are not counted. */
  readonly users: number;
  /** Services that the role would have from that day on. */
  readonly left: readonly ServiceEntry[];
  readonly changes: 'gains' | 'loses' | 'nothing';
}

/** Services without which nobody could switch anything on again. */
const lifelines: ReadonlySet<string> = new Set(['service-sets']);

/** Commands and queries over the services that the platform has. */
export function serviceSetOperations(services: readonly ServiceEntry[]) {
  const offered = (role: Role) => services.filter(({ audience }) => audience.includes(role));

  async function preview(
    { db, now }: Pick<Reading, 'db' | 'now'>,
    { role, serviceId, isOn, reason, from, until }: Proposal,
  ): Promise<SwitchPreview | Refusal> {
    const service = offered(role).find(({ id }) => id === serviceId);
    if (service === undefined) return refuse('not-offered');
    if (!isOn && lifelines.has(serviceId)) return refuse('lifeline');
    if (Temporal.PlainDate.compare(from, dayInKyiv(now)) < 0) return refuse('in-the-past');
    if (until !== null && Temporal.PlainDate.compare(until, from) < 0) return refuse('ends-early');
    const on = queryableOf(db);
    const inForce = await readInForce(on, from);
    const off = new Set(
      inForce.filter((one) => one.role === role && !one.isOn).map((one) => one.serviceId),
    );
    const had = !off.has(serviceId);
    if (isOn) off.delete(serviceId);
    else off.add(serviceId);
    return {
      ...{ role, serviceId, isOn, reason, service, from, until: until?.add({ days: 1 }) ?? null },
      users: await beyondReach(db, 'how many people a switch is about', (every) =>
        countInRole(every, role, from),
      ),
      left: offered(role).filter(({ id }) => !off.has(id)),
      changes: had === isOn ? 'nothing' : isOn ? 'gains' : 'loses',
    };
  }

  return {
    previewSwitch: defineQuery({
      id: 'access.preview-service-switch',
      law: clauses,
      audience: ['technical-administrator'],
      scope,
      input: proposalInput,
      handle: (reading: Reading, proposal: Proposal): Promise<SwitchPreview | Refusal> =>
        preview(reading, proposal),
    }),

    /** The technical administrator proposes; it counts for nobody until the owner agrees. */
    proposeSwitch: defineCommand({
      id: 'access.propose-service-switch',
      law: clauses,
      audience: ['technical-administrator'],
      scope,
      input: proposalInput,
      async handle(
        { tx, principal, now }: Execution,
        proposal: Proposal,
      ): Promise<{ readonly switchId: bigint } | Refusal> {
        const { personId } = principal;
        if (personId === null) return refuse('nobody');
        const previewed = await preview({ db: tx, now }, proposal);
        if (isRefusal(previewed)) return previewed;
        if (previewed.changes === 'nothing') return refuse('changes-nothing');
        const { from, until: to } = previewed;
        const on = queryableOf(tx);
        const wanted = { ...previewed, valid: { from, to } };
        if (await isProposed(on, wanted)) return refuse('proposed-already');
        const switchId = await insertSwitch(on, wanted, {
          personId,
          by: actorKey(principal),
          at: now,
        });
        return { switchId };
      },
    }),
  };
}

const decisionInput = z.object({
  switchId: z.string().regex(/^[1-9]\d{0,17}$/),
  decision: z.enum(['agree', 'reject'], faults.decision),
});

/**
 * The owner agrees, and is another person than who proposed; whoever proposed may take it back.
 * @law 1039:20
 */
export const decideServiceSwitch = defineCommand({
  id: 'access.decide-service-switch',
  law: clauses,
  audience: keepers,
  scope,
  input: decisionInput,
  auditSubject: ({ switchId }) => `service-switch:${switchId}`,
  async handle(
    { tx, principal, now }: Execution,
    { switchId, decision }: z.infer<typeof decisionInput>,
  ): Promise<{ readonly state: 'agreed' | 'rejected' } | Refusal> {
    const { personId, role } = principal;
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    const proposed = await lockSwitch(db, BigInt(switchId));
    if (proposed === undefined) return refuse('switch-missing');
    if (proposed.state !== 'proposed') return refuse('decided-already');
    const isOwn = proposed.proposerId === personId;
    if (decision === 'agree' && role !== 'owner') return refuse('owner-agrees', '1039:20');
    if (decision === 'agree' && isOwn) return refuse('same-person');
    const state = decision === 'agree' ? 'agreed' : 'rejected';
    const deed = { state, personId, by: actorKey(principal), at: now } as const;
    await decideSwitch(db, proposed.switchId, deed);
    return { state };
  },
});

/** What was proposed and agreed of all groups. */
export const listServiceSwitches = defineQuery({
  id: 'access.list-service-switches',
  law: clauses,
  audience: keepers,
  scope,
  input: z.object({}),
  handle: ({ db }: Reading): Promise<readonly SwitchRow[]> =>
    readSwitches(queryableOf(db), switchesMax),
});
