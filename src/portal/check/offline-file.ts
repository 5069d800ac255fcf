import { openTrust, type WrittenBasis } from '#check/index.ts';
import { createHash } from 'node:crypto';
import type { PortalParts } from '../parts.ts';
import { offlinePage, readOfflineParts, type OfflineParts } from './offline-page.tsx';
import { readTrustFile } from './trust-file.ts';

interface MadeFile {
  readonly page: string;
  /** SHA-256 of its bytes. */
  readonly sum: string;
}

/** The page to take home: made again only when the list or the keys in it are others. */
export class OfflineFile {
  readonly #parts: PortalParts;
  #built: OfflineParts | undefined;
  #made: { readonly key: string; readonly file: MadeFile } | undefined;

  constructor(parts: PortalParts) {
    this.#parts = parts;
  }

  /** Undefined where the build has not left its parts. */
  async read(): Promise<MadeFile | undefined> {
    this.#built ??= await readOfflineParts(this.#parts.check.offlineFolder);
    if (this.#built === undefined) return undefined;
    const basis = await this.#basis();
    const key = JSON.stringify(basis);
    if (this.#made?.key === key) return this.#made.file;
    const page = offlinePage(this.#built, basis);
    const file = { page, sum: createHash('sha256').update(page).digest('hex') };
    this.#made = { key, file };
    return file;
  }

  async #basis(): Promise<WrittenBasis> {
    const { check, clock, auditKeys } = this.#parts;
    const { pinned } = check.trust;
    const trustList = await readTrustFile(check.trust);
    const trust = await openTrust({ trustList, pinned, auditKeys: [], takenAt: null }, clock.now());
    const list = trust.state === 'listed' ? trust.list : undefined;
    return {
      trustListHref: null,
      trustList: list === undefined ? null : (trustList?.toBase64() ?? null),
      pinned,
      auditKeys: (await auditKeys()).map(({ text }) => text),
      // Not the present: the same list gives the same file, which can be compared.
      takenAt: list?.issuedAt.toString() ?? null,
    };
  }
}
