import { z } from 'zod';
import { defineJob, type Job } from '../jobs/worker.ts';
import type { Queryable } from '../db/queryable.ts';
import type { FieldCipher } from './field-cipher.ts';
import type { FieldKeys } from './field-keys.ts';
import { resealColumns } from './reseal.ts';
import type { SealedColumn } from './sealed-columns.ts';

export interface FieldKeyJobParts {
  readonly db: Queryable;
  readonly keys: FieldKeys;
  readonly secrets: FieldCipher;
  /** Of all modules. */
  readonly columns: readonly SealedColumn[];
}

/** A new key for fields each quarter; what is sealed already goes under it in the nights after. */
export function fieldKeyJobs(parts: FieldKeyJobParts): readonly Job<unknown>[] {
  const { db, keys, secrets, columns } = parts;
  return [
    defineJob({
      task: 'renew-field-key',
      payload: z.unknown(),
      cron: '17 2 1 1,4,7,10 *',
      async handle() {
        await keys.make();
      },
    }),
    defineJob({
      task: 'reseal-fields',
      payload: z.unknown(),
      cron: '27 3 * * *',
      async handle() {
        await resealColumns(db, secrets, columns);
      },
    }),
  ];
}
