import {
  readTrustListFile,
  type TrustListFault,
  type TrustListFile,
} from '#exchange/signature/own/cms/trust-list-file.ts';

/** What a check rests on, as it is handed to whoever checks: a server, a page, a file. */
export interface GivenBasis {
  /** The signed list of trusted services; null where nobody has set one. */
  readonly trustList: Uint8Array | null;
  /** SHA-256 of the certificates whose signature on the list is taken. */
  readonly pinned: readonly string[];
  /** Published keys of the log of actions, one a line as the portal shows them. */
  readonly auditKeys: readonly string[];
  /** When the list was taken over, if it was before the check: a page saved for later. */
  readonly takenAt: Temporal.Instant | null;
}

export type Trust =
  | { readonly state: 'listed'; readonly list: TrustListFile; readonly isStale: boolean }
  | { readonly state: 'none'; readonly why: 'not-set' | TrustListFault };

/** A list that was good when it was taken over is used, and said to be old when it is. */
export async function openTrust(basis: GivenBasis, now: Temporal.Instant): Promise<Trust> {
  if (basis.trustList === null) return { state: 'none', why: 'not-set' };
  const reading = await readTrustListFile({
    file: basis.trustList,
    pinned: new Set(basis.pinned),
    now: basis.takenAt ?? now,
  });
  if (!reading.ok) return { state: 'none', why: reading.fault };
  const { list } = reading;
  const isStale = Temporal.Instant.compare(list.nextUpdate, now) < 0;
  return { state: 'listed', list, isStale };
}
