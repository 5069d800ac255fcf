import type { Holder } from '#engine/documents/holder.ts';
import type { HolderCodes } from '#engine/documents/judge.ts';
import { systemClock } from '#platform/clock.ts';
import { openWebDatabase } from '#platform/db/database.ts';
import { openDesks, type DeskSettings } from './desks.ts';
import { codes, director } from './people.ts';

/** A signature to hand in. */
export interface ToSign {
  readonly documentId: string;
  readonly version: number;
  readonly slot: number;
  /** Base64. */
  readonly signature: string;
}

/**
 * Hands in signatures in a process of its own, for tests that kill it:
 * `node signing-process.ts <database url> <settings as JSON> <signatures as JSON>`. Says `begins`,
 * and a line `<document> <state>` for each signature that was answered.
 */
const [url = '', settings = '', signatures = ''] = process.argv.slice(2);
const app = openWebDatabase({ url });
const { codes: others, ...given } = JSON.parse(settings) as DeskSettings & {
  /** Holders whose codes differ from the usual ones. */
  readonly codes?: readonly (readonly [Holder, HolderCodes])[];
};
for (const [holder, code] of others ?? []) codes.set(holder, code);
const { signing } = await openDesks(app, given, systemClock);
process.stdout.write('begins\n');
await Promise.all((JSON.parse(signatures) as ToSign[]).map(signOne));

async function signOne({ documentId, signature, ...place }: ToSign): Promise<void> {
  const signed = await signing.sign(director, {
    ...place,
    documentId: BigInt(documentId),
    signature: Buffer.from(signature, 'base64'),
  });
  const state =
    signed.kind === 'done' && 'state' in signed.value ? signed.value.state : signed.kind;
  process.stdout.write(`${documentId} ${state}\n`);
}
