import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
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
import { keepsRegistry } from './keeps-registry.ts';
import {
  hasSameRight,
  insertRight,
  lockProvider,
  type NewConfirmation,
  type NewProvisionRight,
} from './provision-rights.sql.ts';
import { providingKinds } from './subject.ts';
import { findSubject } from './subjects.sql.ts';
import { isInForce } from './territories.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const titleLengthMax = 300;
const numberLengthMax = 100;

/** What a document that gives a right says, beside whose the right is and where. */
export const rightFields = {
  service: choiceField(services),
  documentTitle: textField(titleLengthMax),
  documentNumber: textField(numberLengthMax),
  documentOn: dateField,
  termFrom: dateField,
  /** Last day, included; absent for a right without an end. */
  termThrough: optional(dateField),
};

interface Term {
  readonly termFrom: Temporal.PlainDate;
  readonly termThrough?: Temporal.PlainDate | undefined;
}

export const termIsInOrder = ({ termFrom, termThrough }: Term): boolean =>
  termThrough === undefined || Temporal.PlainDate.compare(termFrom, termThrough) <= 0;

/** What is said of a term that ends before it begins. */
export const termReversed = {
  path: ['termThrough'],
  error: fieldTexts.datesReversed,
  when: whenRead('termFrom', 'termThrough'),
};

const { service, ...document } = rightFields;

const provisionRightInput = z
  .object({ providerId: bigintField, service, territoryId: territoryIdField, ...document })
  .refine(termIsInOrder, termReversed);

type ProvisionRightInput = z.infer<typeof provisionRightInput>;

const documentClause = law('1039:23.3.b.4');

/** Records the right to provide a service on a territory, by a document and for a term. */
export const grantProvisionRight = defineCommand({
  id: 'registry.grant-provision-right',
  law: [law('1039:66'), documentClause, law('1039:23.3.b.5')],
  ...keepsRegistry,
  input: provisionRightInput,
  auditSubject: ({ providerId }) => `subject:${providerId}`,
  async handle(
    { tx }: Execution,
    input: ProvisionRightInput,
  ): Promise<{ readonly rightId: string } | Refusal> {
    const rightId = await grantRight(tx, input);
    return typeof rightId === 'bigint' ? { rightId: rightId.toString() } : rightId;
  },
});

/** Records a right in a transaction of whoever lets it be recorded, and by what documents. */
export async function grantRight(
  tx: Tx,
  input: ProvisionRightInput,
  confirmation?: NewConfirmation,
): Promise<bigint | Refusal> {
  await lockProvider(tx, input.providerId);
  const refusal = await refuseRight(tx, input);
  return refusal ?? insertRight(tx, newRight(input), confirmation);
}

/** What the form would record, before it is recorded. */
export const checkProvisionRight = defineQuery({
  id: 'registry.check-provision-right',
  law: [law('1039:66'), law('1039:19.4')],
  ...keepsRegistry,
  input: provisionRightInput,
  async handle({ db }: Reading, input: ProvisionRightInput): Promise<NewProvisionRight | Refusal> {
    return (await refuseRight(db, input)) ?? newRight(input);
  },
});

/**
 * Refuses a subject that provides nothing, a territory not in force on the first day, and the same
 * right twice.
 */
export async function refuseRight(
  db: Database | Tx,
  input: ProvisionRightInput,
): Promise<Refusal | undefined> {
  const provider = await findSubject(db, input.providerId);
  if (provider === undefined || !providingKinds.includes(provider.kind)) {
    return refuse('not-a-provider', documentClause);
  }
  if (!(await isInForce(db, input.territoryId, input.termFrom))) {
    return refuse('territory-not-in-force', documentClause);
  }
  const isKnown = await hasSameRight(db, newRight(input));
  return isKnown ? refuse('right-already-granted', documentClause) : undefined;
}

function newRight(input: ProvisionRightInput): NewProvisionRight {
  return { ...input, termThrough: input.termThrough ?? null };
}
