import type { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { defineEnterReading } from '../../readings/enter-reading.ts';
import type { AskedQuestion } from '../../readings/store-reading.ts';
import { readingRefusalText } from '../../readings/texts.uk.ts';
import type { OwnMeter } from './meters.ts';
import { fieldName, type SentMeter } from './sent-form.ts';

export interface FieldFault {
  readonly field: string;
  readonly message: string;
}

export interface AskedMeter {
  readonly meter: OwnMeter;
  readonly questions: readonly AskedQuestion[];
}

/** What came of the meters of one form. */
export interface SentReadings {
  readonly stored: readonly { readonly meter: OwnMeter; readonly takenOn: string }[];
  readonly asked: readonly AskedMeter[];
  readonly faults: readonly FieldFault[];
  /** Not one's own account: the page must answer as if it did not exist. */
  readonly hidden: boolean;
}

type EnterReading = ReturnType<typeof defineEnterReading>;

/**
 * Sends each meter's values as a command of its own: a good one is stored at once and is not lost
 * because another is odd; sending it again changes nothing.
 */
export async function sendReadings(
  parts: { readonly operations: Operations; readonly enterReading: EnterReading },
  principal: Principal,
  accountId: string,
  sent: readonly SentMeter[],
): Promise<SentReadings> {
  const stored: { meter: OwnMeter; takenOn: string }[] = [];
  const asked: AskedMeter[] = [];
  const faults: FieldFault[] = [];
  for (const { meter, values, confirmed } of sent) {
    const outcome = await parts.operations.carryOut(parts.enterReading, principal, {
      accountId,
      meterId: String(meter.meterId),
      values,
      confirmed,
    });
    if (outcome.kind === 'hidden') return { stored, asked, faults, hidden: true };
    if (outcome.kind === 'faults') {
      faults.push(...outcome.faults.map((fault) => placed(meter, fault)));
    } else if (outcome.kind === 'refused') {
      const { refusal } = outcome;
      const zone = Number(refusal.details?.['zone'] ?? meter.zones[0]?.zone ?? 0);
      const message = readingRefusalText(refusal) ?? refusal.refusal;
      faults.push({ field: fieldName(meter.meterId, zone), message });
    } else if (outcome.value.kind === 'questions') {
      asked.push({ meter, questions: outcome.value.questions });
    } else {
      stored.push({ meter, takenOn: outcome.value.takenOn });
    }
  }
  return { stored, asked, faults, hidden: false };
}

/** Puts a fault of `values.1.value` to the field of the meter's second zone. */
function placed(meter: OwnMeter, fault: FieldFault): FieldFault {
  const index = Number(/^values\.(\d+)\./.exec(fault.field)?.[1] ?? 0);
  const zone = meter.zones[index]?.zone ?? meter.zones[0]?.zone ?? 0;
  return { field: fieldName(meter.meterId, zone), message: fault.message };
}
