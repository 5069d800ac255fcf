import { defineCommand, defineQuery } from '#kernel/command.ts';
import { parseEdrpou, parseIban, parsePhone } from '#kernel/identifiers.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { tidyName } from './check-territories.ts';
import { choiceField, identifierField, optional, textField } from './fields.ts';
import { keepsRegistry } from './keeps-registry.ts';
import { subjectKinds, type Subject } from './subject.ts';
import { insertSubject, isEdrpouKnown } from './subjects.sql.ts';
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

const subjectInput = z.object({
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

type SubjectInput = z.infer<typeof subjectInput>;

export type NewSubject = Omit<Subject, 'subjectId'>;

/** Enters an organisation into the register. Refuses an EDRPOU code that is there already. */
export const registerSubject = defineCommand({
  id: 'registry.register-subject',
  law: [law('1039:66'), law('1039:65')],
  ...keepsRegistry,
  input: subjectInput,
  auditSubject: ({ edrpou }) => (edrpou === undefined ? 'subject' : `edrpou:${edrpou}`),
  async handle(
    { tx }: Execution,
    input: SubjectInput,
  ): Promise<{ readonly subjectId: string } | Refusal> {
    const subjectId = await insertSubject(tx, newSubject(input));
    return subjectId === undefined ? alreadyRegistered : { subjectId: subjectId.toString() };
  },
});

/** What the form would enter, before it is entered. */
export const checkSubject = defineQuery({
  id: 'registry.check-subject',
  law: [law('1039:66'), law('1039:19.4')],
  ...keepsRegistry,
  input: subjectInput,
  async handle({ db }: Reading, input: SubjectInput): Promise<NewSubject | Refusal> {
    const subject = newSubject(input);
    const isKnown = subject.edrpou !== null && (await isEdrpouKnown(db, subject.edrpou));
    return isKnown ? alreadyRegistered : subject;
  },
});

const alreadyRegistered = refuse('edrpou-already-registered');

function newSubject(input: SubjectInput): NewSubject {
  return {
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
  };
}
