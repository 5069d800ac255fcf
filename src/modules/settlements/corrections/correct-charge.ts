import { suppliers } from '#kernel/role.ts';
import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { getAccountPlace } from '#modules/registry/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { randomUUID } from 'node:crypto';
import { hromadaOf } from '../account-id.ts';
import { enterGate } from '../payments/ledger.sql.ts';
import { correctionInput, type CorrectionInput } from './correction-input.ts';
import { insertCorrection } from './corrections.sql.ts';
import { prepareCorrection, type PreparedCorrection } from './prepare-correction.ts';

const shared = {
  law: [law('1039:15.1'), law('1039:26.4.j'), law('2189:26.2')],
  audience: suppliers,
  scope: {
    kind: 'account',
    act: 'serve',
    key: ({ accountId }: CorrectionInput) => String(accountId),
  },
  input: correctionInput,
  auditSubject: ({ accountId }: CorrectionInput) => `account:${accountId}`,
} as const;

export interface CheckedCorrection extends PreparedCorrection {
  readonly correction: CorrectionInput;
}

/** What a correction would change, for the page that checks it before it is sent. */
export const checkCorrection = defineQuery({
  ...shared,
  id: 'check-correction',
  async handle(reading: Reading, input: CorrectionInput): Promise<CheckedCorrection | Refusal> {
    const db = queryableOf(reading.db);
    const { subjectId } = reading.principal;
    const place = await getAccountPlace(db, input.accountId);
    const prepared = await prepareCorrection(db, { subjectId, place, now: reading.now }, input);
    return isRefusal(prepared) ? prepared : { ...prepared, correction: input };
  },
});

export interface Corrected {
  readonly correctionId: string;
}

/**
 * Corrects what an issued bill charged for a service: the bill stays as it is, the ledger gets a
 * line of the opposite, or one more, with the act that it stands on, in the month whose bill is
 * still to come (2189:26.2). A run that holds the building is waited for.
 */
export const correctCharge = defineCommand({
  ...shared,
  id: 'correct-charge',
  async handle(execution: Execution, input: CorrectionInput): Promise<Corrected | Refusal> {
    const db = queryableOf(execution.tx);
    const { principal, now } = execution;
    const place = await getAccountPlace(db, input.accountId);
    const correctionId = randomUUID();
    await enterGate(db, {
      billerId: place.billerId,
      hromadaId: hromadaOf(input.accountId),
      buildingIds: [place.buildingId],
      accountIds: [input.accountId],
    });
    const { subjectId } = principal;
    const prepared = await prepareCorrection(db, { subjectId, place, now }, input);
    if (isRefusal(prepared)) return prepared;
    await insertCorrection(db, {
      ...prepared.line,
      billerId: place.billerId,
      correctionId,
      corrected: input.period,
      posted: prepared.posted,
      amount: input.amount,
      ground: input.ground,
      actNumber: input.actNumber,
      actOn: input.actOn,
      enteredBy: actorKey(principal),
      now,
    });
    return { correctionId };
  },
});
