import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { users } from '#kernel/role.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { oneAtATime } from '../people/one-at-a-time.sql.ts';
import { factorName } from './factor-name.ts';
import {
  deleteFactor,
  readFactors,
  readRecoveryCodes,
  renameFactorRow,
  replaceRecoveryCodes,
  type Factor,
} from './factors.sql.ts';
import { groundColumn, readRemovals, type Removal } from './removals.sql.ts';
import { makeRecoveryCodes } from './recovery-codes.ts';

export interface Security {
  readonly factors: readonly Factor[];
  readonly recoveryCodesLeft: number;
  /** When the administrator removed what the person had lost, and how they proved who they are. */
  readonly removals: readonly { readonly at: Temporal.Instant; readonly ground: string }[];
}

const nothing = z.object({});
const factor = z.object({ kind: z.enum(['passkey', 'generator']), factorId: z.uuid() });
const renaming = factor.extend({ name: factorName });

const forThemselves = {
  law: [law('1039:10.2')],
  audience: users,
  scope: { kind: 'self' },
} as const;

/** What a person has set up, and what was removed for them. */
export function showSecurityQuery(secrets: FieldCipher) {
  return defineQuery({
    ...forThemselves,
    id: 'access.show-security',
    input: nothing,
    async handle({ db, principal }: Reading): Promise<Security | Refusal> {
      const { personId } = principal;
      if (personId === null) return refuse('nobody');
      const queryable = queryableOf(db);
      const factors = await readFactors(queryable, personId);
      const codes = await readRecoveryCodes(queryable, personId);
      const removals = await readRemovals(queryable, personId);
      return {
        factors,
        recoveryCodesLeft: codes.length,
        removals: await Promise.all(removals.map((one) => openRemoval(secrets, one))),
      };
    },
  });
}

async function openRemoval(secrets: FieldCipher, { removalId, removedAt, ground }: Removal) {
  const place = { column: groundColumn, rowId: String(removalId) };
  return { at: removedAt, ground: ground === null ? '' : await secrets.open(place, ground) };
}

export const renameFactor = defineCommand({
  ...forThemselves,
  id: 'access.rename-factor',
  input: renaming,
  async handle(
    { tx, principal: { personId } }: Execution,
    { name, ...asked }: z.infer<typeof renaming>,
  ): Promise<'renamed' | Refusal> {
    if (personId === null) return refuse('nobody');
    const isTheirs = await renameFactorRow(queryableOf(tx), { personId, ...asked }, name);
    return isTheirs ? 'renamed' : refuse('not-theirs');
  },
});

/** With the last factor go the recovery codes: they stand in for one that is there. */
export const removeFactor = defineCommand({
  ...forThemselves,
  id: 'access.remove-factor',
  input: factor,
  async handle(
    { tx, principal: { personId }, now }: Execution,
    asked: z.infer<typeof factor>,
  ): Promise<'removed' | Refusal> {
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    if (!(await deleteFactor(db, { personId, ...asked }))) return refuse('not-theirs');
    const left = await readFactors(db, personId);
    if (left.length === 0) await replaceRecoveryCodes(db, personId, [], now);
    return 'removed';
  },
});

/** Ten codes, shown once; older ones are worth nothing from now on. */
export const renewRecoveryCodes = defineCommand({
  ...forThemselves,
  id: 'access.renew-recovery-codes',
  input: nothing,
  async handle({
    tx,
    principal: { personId },
    now,
  }: Execution): Promise<readonly string[] | Refusal> {
    if (personId === null) return refuse('nobody');
    const db = queryableOf(tx);
    await oneAtATime(db, 'factor', personId);
    const factors = await readFactors(db, personId);
    if (factors.length === 0) return refuse('no-factor');
    const codes = makeRecoveryCodes();
    await replaceRecoveryCodes(db, personId, codes, now);
    return codes.map(({ shown }) => shown);
  },
});
