import { fromBase64 } from '#exchange/signature/own/der/bytes.ts';
import type { GivenBasis } from '../basis.ts';

/** The basis of checks as a page carries it for its script. */
export interface WrittenBasis {
  /** Where the trust list is fetched; null when it is not set or stands here. */
  readonly trustListHref: string | null;
  /** The list itself in base64, on a page that may not fetch. */
  readonly trustList: string | null;
  readonly pinned: readonly string[];
  readonly auditKeys: readonly string[];
  readonly takenAt: string | null;
}

/** Reads what a page of ours carries; the page and this code come from the same hand. */
export async function readWrittenBasis(json: string): Promise<GivenBasis> {
  const written = JSON.parse(json) as WrittenBasis;
  const { trustList, trustListHref, takenAt, pinned, auditKeys } = written;
  return {
    trustList: trustList === null ? await fetchList(trustListHref) : fromBase64(trustList),
    pinned,
    auditKeys,
    takenAt: takenAt === null ? null : Temporal.Instant.from(takenAt),
  };
}

/** Without the list a check is less, but it is said and goes on. */
async function fetchList(href: string | null): Promise<Uint8Array | null> {
  if (href === null) return null;
  const answer = await fetch(href);
  return answer.ok ? new Uint8Array(await answer.arrayBuffer()) : null;
}
