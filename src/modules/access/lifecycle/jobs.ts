import type { Effects, SigningDesk } from '#engine/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Job } from '#platform/jobs/worker.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { connectHouse } from '../houses/connect-house.ts';
import { beginMandate } from '../mandates/begin-mandate.ts';
import { fileRestricted } from '../restricted/file-restricted.ts';
import { tellAfterwardsJob } from '../restricted/tell-consumers.ts';
import { escalationJob } from './escalate.ts';
import { fileRequest } from './file-request.ts';
import { noticeJob } from './notice.ts';

export interface AccessJobParts {
  readonly operations: Operations;
  readonly db: Queryable;
  readonly secrets: FieldCipher;
  readonly signing: SigningDesk;
  readonly clock: Clock;
}

/** What documents about access do once they stand. */
export function accessEffects({ operations }: Pick<AccessJobParts, 'operations'>): Effects {
  const file = async (documentId: bigint) => {
    const filed = await operations.carryOut(fileRequest, system, { documentId });
    if (filed.kind !== 'done') throw new Error(`not filed: ${filed.kind}`);
  };
  return {
    'access-submission': file,
    'access-paper': file,
    async mandate(documentId) {
      const began = await operations.carryOut(beginMandate, system, { documentId });
      if (began.kind !== 'done') throw new Error(`no mandate began: ${began.kind}`);
    },
    async 'house-authority'(documentId) {
      const connected = await operations.carryOut(connectHouse, system, { documentId });
      if (connected.kind !== 'done') throw new Error(`no house connected: ${connected.kind}`);
    },
    async 'restricted-request'(documentId) {
      const filed = await operations.carryOut(fileRestricted, system, { documentId });
      if (filed.kind !== 'done') throw new Error(`no request filed: ${filed.kind}`);
    },
  };
}

/** Notices of what was decided, and of terms that passed. */
export function accessJobs(parts: AccessJobParts): readonly Job<unknown>[] {
  return [noticeJob(parts), escalationJob(parts.operations), tellAfterwardsJob(parts)];
}
