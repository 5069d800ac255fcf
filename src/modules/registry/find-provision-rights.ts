import { services } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';
import {
  bigintField,
  choicesField,
  dateField,
  flagField,
  optional,
  pageBounds,
  pageField,
  territoryIdField,
  toPage,
  type Page,
} from './fields.ts';
import { readProviderText } from './find-providers.ts';
import { provisionEventKinds, type ProvisionRight } from './provision-right.ts';
import { searchRights } from './provision-rights.sql.ts';
import { fieldTexts } from './texts.uk.ts';

const textLengthMax = 200;

/** Both days included; PostgreSQL knows no range that ends before it begins. */
const dateRangeField = z
  .object({ from: optional(dateField), through: optional(dateField) })
  .refine(
    ({ from, through }) =>
      from === undefined || through === undefined || Temporal.PlainDate.compare(from, through) <= 0,
    { path: ['through'], error: fieldTexts.datesReversed },
  );

/** Every condition may be left out; those given must all hold (1039:23.3, 1039:23.4.c). */
export const provisionRightSearchInput = z.object({
  providerId: optional(bigintField),
  /** Name or EDRPOU code. */
  provider: optional(z.string().max(textLengthMax)),
  services: optional(choicesField(services)),
  territoryId: optional(territoryIdField),
  /** Also rights on territories inside the one chosen. */
  inside: flagField,
  /** Information as of this day; rights out of term on it are left out. */
  on: optional(dateField),
  documentNumber: optional(z.string().trim().max(textLengthMax)),
  /** Rights whose term has a day in common with these. */
  term: optional(dateRangeField),
  eventKinds: optional(choicesField(provisionEventKinds)),
  eventDates: optional(dateRangeField),
  ground: optional(z.string().trim().max(textLengthMax)),
  page: pageField,
});

export type ProvisionRightSearchInput = z.infer<typeof provisionRightSearchInput>;

/** Finds rights to provide services; without `on` all of them, in their state of `today`. */
export async function findProvisionRights(
  db: Database,
  today: Temporal.PlainDate,
  input: ProvisionRightSearchInput,
): Promise<Page<ProvisionRight>> {
  const { key, edrpou } = readProviderText(input.provider);
  const rows = await searchRights(db, {
    rightId: null,
    providerId: input.providerId ?? null,
    providerKey: key,
    providerEdrpou: edrpou,
    services: input.services ?? null,
    territoryId: input.territoryId ?? null,
    inside: input.inside,
    documentNumber: input.documentNumber ?? null,
    termFrom: input.term?.from ?? null,
    termThrough: input.term?.through ?? null,
    eventKinds: input.eventKinds ?? null,
    eventFrom: input.eventDates?.from ?? null,
    eventThrough: input.eventDates?.through ?? null,
    ground: input.ground ?? null,
    on: input.on ?? today,
    inTermOnly: input.on !== undefined,
    ...pageBounds(input.page),
  });
  return toPage(rows, input.page);
}

/** The right with the id, in its state of the day on its own territory. */
export async function findProvisionRight(
  db: Database,
  rightId: bigint,
  on: Temporal.PlainDate,
): Promise<ProvisionRight | undefined> {
  const [right] = await searchRights(db, { ...anyRight, rightId, on });
  return right;
}

const anyRight = {
  providerId: null,
  providerKey: null,
  providerEdrpou: null,
  services: null,
  territoryId: null,
  inside: false,
  documentNumber: null,
  termFrom: null,
  termThrough: null,
  eventKinds: null,
  eventFrom: null,
  eventThrough: null,
  ground: null,
  inTermOnly: false,
  limit: 1,
  offset: 0,
} as const;
