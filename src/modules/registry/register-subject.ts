import { parseEdrpou, parseIban, parsePhone } from '#kernel/identifiers.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { z } from 'zod';
import { tidyName } from './check-territories.ts';
import { choiceField, identifierField, optional, textField } from './fields.ts';
import { subjectKinds } from './subject.ts';
import { insertSubject } from './subjects.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const nameLengthMax = 300;
const addressLengthMax = 300;
const contactLengthMax = 200;
const lastDayOfMonth = 31;

const dayOfMonth = z.coerce
  .number({ error: fieldTexts.number })
  .int({ error: fieldTexts.number })
  .min(1, { error: fieldTexts.number })
  .max(lastDayOfMonth, { error: fieldTexts.number });

export const subjectInput = z.object({
  kind: choiceField(subjectKinds),
  name: textField(nameLengthMax).transform(tidyName),
  shortName: textField(nameLengthMax).transform(tidyName),
  /** Absent for an individual entrepreneur. */
  edrpou: optional(identifierField(parseEdrpou)),
  iban: optional(identifierField(parseIban)),
  postalAddress: optional(textField(addressLengthMax).transform(tidyName)),
  phone: optional(identifierField(parsePhone)),
  email: optional(z.email({ error: fieldTexts.email }).max(contactLengthMax)),
  website: optional(
    z.url({ protocol: /^https?$/, error: fieldTexts.website }).max(contactLengthMax),
  ),
  readingWindow: optional(z.object({ from: dayOfMonth, to: dayOfMonth })),
});

export type SubjectInput = z.infer<typeof subjectInput>;

/** Enters an organisation into the register. Refuses a EDRPOU code that is there already. */
export async function registerSubject(
  tx: Tx,
  input: SubjectInput,
): Promise<{ readonly subjectId: bigint } | Refusal> {
  const subjectId = await insertSubject(tx, {
    kind: input.kind,
    name: input.name,
    shortName: input.shortName,
    edrpou: input.edrpou ?? null,
    iban: input.iban ?? null,
    postalAddress: input.postalAddress ?? null,
    phone: input.phone ?? null,
    email: input.email ?? null,
    website: input.website ?? null,
    readingWindow: input.readingWindow ?? null,
  });
  if (subjectId === undefined) return refuse('edrpou-already-registered');
  return { subjectId };
}
