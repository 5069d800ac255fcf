import type { ClauseId } from '#kernel/law.ts';
import type { SignaturePolicy } from '../signature/ports.ts';
import type { Holder } from './holder.ts';

/**
 * What somebody does with a document: sends it without a signature, signs as its author, agrees to
 * it, confirms it in the way the platform provides, seals it, or only receives it.
 */
export type Act = 'send' | 'submit' | 'agree' | 'confirm' | 'seal' | 'receive';

/** Acts that leave a signature in the container. */
export const signingActs: readonly Act[] = ['submit', 'agree', 'confirm', 'seal'];

/**
 * Who signs a kind of document: nobody; its author; both parties; the platform's seal; the author
 * by signature while the other side confirms on the platform.
 */
export type SigningRule = 'none' | 'author' | 'both' | 'seal' | 'confirmed';

/** A kind of documents, as the module that makes them defines it. */
export interface DocumentKind {
  /** In words with hyphens. */
  readonly code: string;
  /** Before the year and the number, in the letters of the field: from the module's texts. */
  readonly prefix: string;
  readonly name: string;
  readonly law: readonly ClauseId[];
  readonly signing: SigningRule;
  /** Attachments that it may have. */
  readonly attachmentsMax: number;
  /** When a document of the kind has its effect, if it has one: see `effects.ts`. */
  readonly effectWhen?: 'registered' | 'complete';
}

export interface Party {
  /** Numbers the signature in the container. */
  readonly slot: number;
  readonly act: Act;
  readonly holder: Holder;
}

/** Whom a document comes from and whom it goes to. */
export interface Sides {
  readonly sender: Holder;
  readonly recipients: readonly Holder[];
}

/** Who takes part in a document of a kind, in the order of their slots. */
export function partiesOf(kind: DocumentKind, { sender, recipients }: Sides): readonly Party[] {
  const others = recipients.map((holder): Omit<Party, 'slot'> => {
    if (kind.signing === 'both') return { act: 'agree', holder };
    return { act: kind.signing === 'confirmed' ? 'confirm' : 'receive', holder };
  });
  const author: readonly Omit<Party, 'slot'>[] =
    kind.signing === 'seal'
      ? [{ act: 'seal', holder: 'platform' }]
      : kind.signing === 'none'
        ? [{ act: 'send', holder: sender }]
        : [{ act: 'submit', holder: sender }];
  return [...author, ...others].map((party, index) => ({ slot: index + 1, ...party }));
}

/**
 * Which signers a slot takes: persons sign for themselves, officials and seals for bodies, by
 * qualified signatures or advanced ones on qualified certificates (1039:29.2).
 */
export function policyOf({ holder }: Party): SignaturePolicy {
  return {
    kinds: holder.startsWith('person:') ? ['person'] : ['official', 'seal'],
    qualifications: ['qualified', 'advanced-on-qualified'],
  };
}

/** The kinds of the whole platform, by code. */
export type DocumentKinds = ReadonlyMap<string, DocumentKind>;

/** Throws TypeError when two modules give the same code or prefix. */
export function gatherKinds(...lists: readonly (readonly DocumentKind[])[]): DocumentKinds {
  const all = lists.flat();
  const kinds = new Map(all.map((kind) => [kind.code, kind]));
  const prefixes = new Set(all.map(({ prefix }) => prefix));
  if (kinds.size < all.length || prefixes.size < all.length) {
    throw new TypeError('two kinds of documents have the same code or prefix');
  }
  return kinds;
}
