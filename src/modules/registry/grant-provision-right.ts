import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
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
import { hasSameRight, insertRight } from './provision-rights.sql.ts';
import { providingKinds } from './subject.ts';
import { findSubject } from './subjects.sql.ts';
import { isInForce } from './territories.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const titleLengthMax = 300;
const numberLengthMax = 100;

export const provisionRightInput = z
  .object({
    providerId: bigintField,
    service: choiceField(services),
    territoryId: territoryIdField,
    documentTitle: textField(titleLengthMax),
    documentNumber: textField(numberLengthMax),
    documentOn: dateField,
    termFrom: dateField,
    /** Last day, included; absent for a right without an end. */
    termThrough: optional(dateField),
  })
  .refine(
    ({ termFrom, termThrough }) =>
      termThrough === undefined || Temporal.PlainDate.compare(termFrom, termThrough) <= 0,
    { path: ['termThrough'], error: fieldTexts.datesReversed },
  );

export type ProvisionRightInput = z.infer<typeof provisionRightInput>;

const documentClause = law('1039:23.3.b.4');

/**
 * Records the right of a provider to provide a service on a territory, by a document and for a
 * term. Refuses a subject that provides nothing, a territory not in force on the first day, and the
 * same right twice.
 */
export async function grantProvisionRight(
  tx: Tx,
  input: ProvisionRightInput,
): Promise<{ readonly rightId: bigint } | Refusal> {
  const provider = await findSubject(tx, input.providerId);
  if (provider === undefined || !providingKinds.includes(provider.kind)) {
    return refuse('not-a-provider', documentClause);
  }
  if (!(await isInForce(tx, input.territoryId, input.termFrom))) {
    return refuse('territory-not-in-force', documentClause);
  }
  const right = { ...input, termThrough: input.termThrough ?? null };
  if (await hasSameRight(tx, right)) return refuse('right-already-granted', documentClause);
  return { rightId: await insertRight(tx, right) };
}
