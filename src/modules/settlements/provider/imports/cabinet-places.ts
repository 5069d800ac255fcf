import { suppliers } from '#kernel/role.ts';
import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';
import { ownCabinet, readPlaces, type Place } from '../places.ts';

/** Where the subject has consumers, for the choice of a hromada. */
export const cabinetPlaces = defineQuery({
  id: 'provider-places',
  law: [law('1039:26.4.j')],
  audience: suppliers,
  scope: ownCabinet,
  input: z.object({ subjectId: z.bigint() }),
  handle: (reading: Reading, { subjectId }): Promise<readonly Place[]> =>
    readPlaces(reading, subjectId),
});
