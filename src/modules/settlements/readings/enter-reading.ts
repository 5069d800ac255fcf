import { consumers } from '#kernel/role.ts';
import { defineCommand, type CommandDefinition } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { z } from 'zod';
import { accountIdSchema } from '../account-id.ts';
import type { MeterDirectory, MeterFacts } from './ports.ts';
import { readReadingNumbers } from './reading-numbers.ts';
import type { Sender } from './reading.sql.ts';
import { parseReadingValue } from './reading-value.ts';
import { isWindowOpen, nextOpening, readWindowSetting } from './reading-window.ts';
import { storeSent, type EnteredReading } from './store-reading.ts';
import { zonesOf } from './zones.ts';
import { fieldFaults } from './texts.uk.ts';

const zonesMax = 3;
const valueLengthMax = 20;
/** A consumer sends what the meter shows these days, not what it showed last season. */
const consumerReadingAgeDaysMax = 31;

const questions = ['lower', 'zero', 'far-from-usual', 'digits-swapped', 'rollover'] as const;

const input = z.object({
  accountId: accountIdSchema,
  meterId: accountIdSchema,
  values: z
    .array(
      z.object({
        zone: z.coerce.number().int().min(0).max(zonesMax),
        value: z.string().trim().min(1, fieldFaults.empty).max(valueLengthMax, fieldFaults.tooLong),
      }),
    )
    .min(1, fieldFaults.empty)
    .max(zonesMax),
  takenOn: z.iso
    .date(fieldFaults.date)
    .transform((text) => Temporal.PlainDate.from(text))
    .optional(),
  /** Questions that the sender has answered with "yes, it is so". */
  confirmed: z.array(z.enum(questions)).max(questions.length).default([]),
});

export type EnterReadingInput = z.infer<typeof input>;

/**
 * A consumer sends what a meter of the account shows, all zones at once. Refused outside the days
 * of the provider of its service; asked about when it looks odd; stored when ordinary or confirmed.
 * A caller that confirms after questions sends a new idempotency key: the first one answers with
 * the questions.
 */
export function defineEnterReading(
  meters: MeterDirectory,
): CommandDefinition<EnterReadingInput, EnteredReading | Refusal, Execution> {
  return defineCommand({
    id: 'enter-reading',
    law: [law('1039:19.7'), law('1039:19.4'), law('1039:amend-5.5'), law('1039:amend-6.5')],
    audience: consumers,
    scope: { kind: 'account', act: 'readings', key: ({ accountId }) => String(accountId) },
    input,
    async handle({ tx, principal, now }, form) {
      const db = queryableOf(tx);
      const today = dayInKyiv(now);
      const meter = await findMeter(db, meters, { form, today });
      if (isRefusal(meter)) return meter;
      const numbers = await readReadingNumbers(db, today);
      if (isRefusal(numbers)) return numbers;
      const values = readValues(form.values, meter);
      if (isRefusal(values)) return values;
      const { takenOn = today, confirmed } = form;
      const sender: Sender = { source: 'consumer', enteredBy: actorKey(principal), enteredAt: now };
      return storeSent(db, { meter, values, takenOn, today, confirmed }, { sender, numbers });
    },
  });
}

async function findMeter(
  db: Queryable,
  meters: MeterDirectory,
  { form, today }: { readonly form: EnterReadingInput; readonly today: Temporal.PlainDate },
): Promise<MeterFacts | Refusal> {
  const account = await meters.findAccountMeters(db, form.accountId, today);
  const meter = account?.meters.find(({ meterId }) => meterId === form.meterId);
  if (meter === undefined) return refuse('no-such-meter');
  const window = readWindowSetting(meter.readingWindow);
  if (!isWindowOpen(window, today)) {
    const opensOn = nextOpening(window, today).toString();
    return refuse('window-closed', law('1039:19.7'), { opensOn });
  }
  const oldest = today.subtract({ days: consumerReadingAgeDaysMax });
  if (form.takenOn !== undefined && Temporal.PlainDate.compare(form.takenOn, oldest) < 0) {
    return refuse('too-old', law('1039:19.4'), { oldest: oldest.toString() });
  }
  return meter;
}

/** The values by zone; every zone of the meter must be there, once. */
function readValues(
  sent: EnterReadingInput['values'],
  meter: MeterFacts,
): ReadonlyMap<number, bigint> | Refusal {
  const values = new Map<number, bigint>();
  for (const { zone, value } of sent) {
    const parsed = parseReadingValue(value, meter.decimals);
    if (!parsed.ok) {
      const details = { zone: String(zone), decimals: String(meter.decimals) };
      return refuse(parsed.error, law('1039:19.4'), details);
    }
    values.set(zone, parsed.value);
  }
  const zones = zonesOf(meter);
  const complete = zones.length === sent.length && zones.every((zone) => values.has(zone));
  return complete ? values : refuse('zones-differ', law('1039:19.4'), { zones: zones.join(', ') });
}
