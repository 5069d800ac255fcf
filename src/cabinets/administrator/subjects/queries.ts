import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findProviders,
  findProvisionRight,
  findProvisionRights,
  findSubject,
  findTerritories,
  meantTerritory,
  subjectKinds,
  type FoundTerritory,
  type Page,
  type ProvisionRight,
  type Subject,
} from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const searchLengthMax = 200;

const keepsRegistry = {
  law: [law('1039:66'), law('1039:20.3')],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'registry' },
} as const;

const id = z
  .string()
  .regex(/^[1-9]\d{0,17}$/)
  .transform(BigInt);
const page = z.coerce.number().int().min(1).catch(1);
const searchInput = z.object({
  text: z.string().transform((text) => text.slice(0, searchLengthMax)),
  page,
});

/** Organisations of every kind by name or code. */
export const searchSubjects = defineQuery({
  id: 'administrator.search-subjects',
  ...keepsRegistry,
  input: searchInput,
  handle: ({ db }: Reading, input: z.infer<typeof searchInput>): Promise<Page<Subject>> =>
    findProviders(db, { ...input, kinds: [...subjectKinds] }),
});

const factsInput = z.object({ subjectId: id, page });

export interface SubjectFacts {
  readonly subject: Subject;
  readonly rights: Page<ProvisionRight>;
}

/** An organisation with its rights and all that happened to them. */
export const subjectFacts = defineQuery({
  id: 'administrator.subject',
  ...keepsRegistry,
  input: factsInput,
  async handle(
    { db, now }: Reading,
    input: z.infer<typeof factsInput>,
  ): Promise<SubjectFacts | Refusal> {
    const subject = await findSubject(db, input.subjectId);
    if (subject === undefined) return refuse('subject-not-found');
    const rights = await findProvisionRights(db, dayInKyiv(now), {
      providerId: input.subjectId,
      inside: false,
      page: input.page,
    });
    return { subject, rights };
  },
});

/** A right with its history, in its state of today. */
export const rightFacts = defineQuery({
  id: 'administrator.provision-right',
  ...keepsRegistry,
  input: z.object({ rightId: id }),
  async handle(
    { db, now }: Reading,
    { rightId }: { readonly rightId: bigint },
  ): Promise<ProvisionRight | Refusal> {
    return (await findProvisionRight(db, rightId, dayInKyiv(now))) ?? refuse('right-not-found');
  },
});

const placeInput = z.object({
  text: z.string().transform((text) => text.slice(0, searchLengthMax)),
  /** The day on which the territory must be in force; today when it is not a day. */
  on: z.iso
    .date()
    .transform((text) => Temporal.PlainDate.from(text))
    .optional()
    .catch(undefined),
});

export interface ChosenTerritory {
  /** Undefined when nothing was typed, nothing found, or several fit. */
  readonly territory: FoundTerritory | undefined;
  readonly candidates: readonly FoundTerritory[];
}

/** The territory that somebody typed: a name, misspelt or not, or a code. */
export const chooseTerritory = defineQuery({
  id: 'administrator.choose-territory',
  ...keepsRegistry,
  input: placeInput,
  async handle(
    { db, now }: Reading,
    { text, on }: z.infer<typeof placeInput>,
  ): Promise<ChosenTerritory> {
    if (text === '') return { territory: undefined, candidates: [] };
    const candidates = await findTerritories(db, { text, on: on ?? dayInKyiv(now) });
    return { territory: meantTerritory(candidates, text), candidates };
  },
});
