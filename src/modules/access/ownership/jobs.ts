import { findAccount, findAccountsOfBiller } from '#modules/registry/index.ts';
import type { Clock } from '#platform/clock.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { FileStore } from '#platform/files/store.ts';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readPersonCodes } from '../people/people.ts';
import type { OwnershipRegister, PremisesAsked } from '../ports.ts';
import { askRegisterTask } from './ask-register.ts';
import { keepOwnershipEvidence } from './keep-evidence.ts';
import { takeDueRequest, takeUnproved, type OwnershipRequest } from './requests.sql.ts';
import { settleRequest } from './settle-request.ts';

const everyMinute = '* * * * *';
/** A register that is restarted is back within minutes; one that is mended, within hours. */
const requestPauses = { firstSeconds: 60, longestSeconds: 3_600 };
/** Security servers sign and stamp in batches. Forty tries are more than a month. */
const evidencePauses = { firstSeconds: 60, longestSeconds: 86_400, triesMax: 40 };
const evidenceBytesMax = 8 * 1024 * 1024;
const evidenceType = 'application/zip';

export interface OwnershipJobParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly operations: Operations;
  readonly register: OwnershipRegister;
  readonly secrets: FieldCipher;
  readonly store: FileStore;
  readonly signal: AbortSignal;
}

/** Asks the register for those who wait, at once and every minute, and fetches its evidence. */
export function ownershipJobs(parts: OwnershipJobParts): readonly Job<unknown>[] {
  const { signal } = parts;
  const all = async (next: (parts: OwnershipJobParts) => Promise<boolean>) => {
    while (!signal.aborted && (await next(parts)));
  };
  return [
    defineJob({
      task: askRegisterTask,
      payload: z.unknown(),
      cron: everyMinute,
      handle: () => all(askNext),
    }),
    defineJob({
      task: 'fetch-ownership-evidence',
      payload: z.unknown(),
      cron: everyMinute,
      handle: () => all(fetchNext),
    }),
  ];
}

/** False when nobody is due. */
async function askNext(parts: OwnershipJobParts): Promise<boolean> {
  const { db, clock, operations } = parts;
  const request = await takeDueRequest(queryableOf(db), clock.now(), requestPauses);
  if (request === undefined) return false;
  const { requestId, personId } = request;
  const [rnokpp] = await readPersonCodes(queryableOf(db), parts.secrets, [personId]);
  if (rnokpp === undefined) throw new Error('somebody without a tax number asks');
  const meant = await premisesMeant(db, request);
  const asked = await Promise.all(meant.map((one) => ask(parts.register, { ...one, rnokpp })));
  const settled = await operations.carryOut(settleRequest, system, { requestId, personId, asked });
  if (settled.kind !== 'done') throw new Error(`a request was not settled: ${settled.kind}`);
  return true;
}

interface Meant {
  readonly accountId: bigint | null;
  readonly premises: PremisesAsked;
}

/** Lies in no settlement of the codifier. */
const nowhere: Meant = {
  accountId: null,
  premises: {
    kind: 'address',
    settlementCode: 'UA00000000000000000',
    ...{ street: '-', houseNumber: '-', premisesNumber: undefined },
  },
};

/**
 * The premises of the accounts that are meant. Where there is no account the register is asked all
 * the same, about premises that it cannot have: so neither time, nor silence, nor the answer tells
 * whether there is one.
 */
async function premisesMeant(
  db: Database,
  { number, edrpou }: OwnershipRequest,
): Promise<readonly Meant[]> {
  const numbered = await findAccountsOfBiller(queryableOf(db), { number, edrpou });
  const meant: Meant[] = [];
  for (const { accountId } of numbered) {
    const account = await findAccount(db, accountId);
    if (account === undefined) continue;
    const { building, premises } = account;
    meant.push({
      accountId,
      premises: {
        kind: 'address',
        settlementCode: building.settlement.code,
        ...{ street: building.street, houseNumber: building.houseNumber },
        premisesNumber: premises.kind === 'house' ? undefined : premises.number,
      },
    });
  }
  return meant.length === 0 ? [nowhere] : meant;
}

async function ask(
  register: OwnershipRegister,
  { accountId, premises, rnokpp }: Meant & { readonly rnokpp: string },
) {
  const replied = await register.ask({ rnokpp, premises });
  if (!replied.ok) {
    const { queryId, reason } = replied.error;
    return { queryId: queryId ?? null, accountId, answer: { kind: 'silent', reason } };
  }
  const { queryId, answer } = replied.value;
  if (answer.kind !== 'co-owner') return { queryId, accountId, answer };
  const { share } = answer;
  const written = share === undefined ? null : `${share.numerator}/${share.denominator}`;
  return { queryId, accountId, answer: { kind: 'co-owner', share: written } };
}

/** False when no evidence is due. */
async function fetchNext(parts: OwnershipJobParts): Promise<boolean> {
  const { db, clock, operations, register, store } = parts;
  const due = await takeUnproved(queryableOf(db), clock.now(), evidencePauses);
  if (due === undefined) return false;
  const { queryId } = due;
  const fetched = await register.fetchEvidence(queryId);
  // It is due again later; the last try leaves the answer without, for the administrator to see.
  if (!fetched.ok) return true;
  const put = await store.put(inOnePiece(fetched.value), {
    bytesMax: evidenceBytesMax,
    check: () => Promise.resolve({ accepted: true, mediaType: evidenceType }),
  });
  if (!put.kept) throw new Error(`evidence was not kept: ${put.refusal}`);
  const { address, sha256 } = put.file;
  const kept = await operations.carryOut(keepOwnershipEvidence, system, {
    ...{ queryId, address, sha256: Buffer.from(sha256).toString('hex') },
  });
  if (kept.kind !== 'done') throw new Error(`evidence was not written down: ${kept.kind}`);
  return true;
}

async function* inOnePiece(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
