import { periodOf, type Period } from '#kernel/period.ts';
import { listSubjectPlaces, type SubjectPlace } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Database } from '#platform/db/database.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { readDaysAfter } from '../billing/run-context.ts';
import { readOpenPeriod } from './open-period.ts';

/** A place of the provider's cabinet with the month that is still to be billed there. */
export interface Place extends SubjectPlace {
  /** How the place is named in an address. */
  readonly key: string;
  readonly openPeriod: Period;
  /** Days of the next month whose readings are still of this one. */
  readonly readingDaysAfter: number;
}

/** Input that every query of the cabinet has: whose cabinet it is, and in which place. */
export const placeInput = z.object({
  subjectId: z.bigint(),
  place: z
    .string()
    .regex(/^\d{1,9}(-provider)?$/)
    .optional()
    .catch(undefined),
});

/** Scope of every query of the cabinet: the subject itself. */
export const ownCabinet = {
  kind: 'provider',
  key: ({ subjectId }: { readonly subjectId: bigint }) => String(subjectId),
} as const;

function placeKey({ hromadaId, as }: Pick<SubjectPlace, 'hromadaId' | 'as'>): string {
  return as === 'biller' ? String(hromadaId) : `${hromadaId}-provider`;
}

/** Places where the subject has consumers, those it bills first. */
export async function readPlaces(
  { db, now }: Pick<Reading, 'db' | 'now'>,
  subjectId: bigint,
): Promise<readonly Place[]> {
  const today = dayInKyiv(now);
  const places = await listSubjectPlaces(db, subjectId, today);
  const found = await Promise.all(
    places.map((place) => withPeriod(db, { place, subjectId, today })),
  );
  return [
    ...found.filter(({ as }) => as === 'biller'),
    ...found.filter(({ as }) => as === 'provider'),
  ];
}

async function withPeriod(
  db: Database,
  at: {
    readonly place: SubjectPlace;
    readonly subjectId: bigint;
    readonly today: Temporal.PlainDate;
  },
): Promise<Place> {
  const { place, subjectId, today } = at;
  const connection = queryableOf(db);
  const readingDaysAfter = await readDaysAfter(connection, place.billerId);
  const openPeriod =
    place.as === 'biller'
      ? await readOpenPeriod(connection, { subjectId, hromadaId: place.hromadaId, today })
      : periodOf(today.subtract({ days: readingDaysAfter }));
  return { ...place, key: placeKey(place), openPeriod, readingDaysAfter };
}

/**
 * The place that an address names; the first when it names none; undefined when it is not theirs.
 */
export function choosePlace(places: readonly Place[], key: string | undefined): Place | undefined {
  return key === undefined ? places[0] : places.find((place) => place.key === key);
}
