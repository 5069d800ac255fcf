import { z } from 'zod';
import { defineCommand, defineQuery } from '#kernel/command.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { queryableOf } from '../db/queryable-of.ts';
import type { Execution, Reading } from '../operations.ts';
import { actorKey } from '../principal.ts';
import { closeIncidentRow, readIncidents, type Incident } from './alarms.sql.ts';

export type { Incident } from './alarms.sql.ts';

const incidentsShownMax = 200;
const noteCharsMax = 1_000;
const scope = { kind: 'platform', key: () => 'incidents' } as const;

/** Incidents, those that go on first. */
export const listIncidents = defineQuery({
  id: 'platform.list-incidents',
  law: ['1039:21.5', '1039:53.5'],
  audience: ['technical-administrator'],
  scope,
  input: z.object({}),
  handle: ({ db }: Reading): Promise<readonly Incident[]> =>
    readIncidents(queryableOf(db), incidentsShownMax),
});

const closing = z.object({
  incidentId: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  note: z.string().trim().min(1).max(noteCharsMax),
});

/** The administrator says what was done about an incident; a new sign makes a new one. */
export const closeIncident = defineCommand({
  id: 'platform.close-incident',
  law: ['1039:53.5'],
  audience: ['technical-administrator'],
  scope,
  input: closing,
  auditSubject: ({ incidentId }) => `incident:${incidentId}`,
  async handle(
    { tx, principal, now }: Execution,
    { incidentId, note }: z.infer<typeof closing>,
  ): Promise<{ readonly closed: true } | Refusal> {
    const close = { incidentId, note, now, by: actorKey(principal) };
    return (await closeIncidentRow(queryableOf(tx), close))
      ? { closed: true }
      : refuse('no-such-incident');
  },
});
