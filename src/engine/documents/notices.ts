import type { Letter } from '#platform/mail/compose.ts';
import type { Holder } from './holder.ts';

/** A registered document, as letters name it: never by what it says. */
export interface Named {
  readonly documentId: bigint;
  /** What its kind is called. */
  readonly kindName: string;
  readonly number: string;
}

/** A letter to somebody who takes part; the platform writes none to itself. */
function letterTo(
  holder: Holder,
  notice: Letter['notice'],
  { documentId, kindName, number }: Named,
): readonly Letter[] {
  if (holder === 'platform') return [];
  return [
    {
      ...{ recipient: holder, notice, documentKind: kindName, documentNumber: number },
      link: `/cabinet/documents/${documentId}`,
    },
  ];
}

/**
 * Letters of a registration: to whoever sent the document, that it has its number, and to everybody
 * it goes to, that it is in their cabinet.
 * @law 1039:10.8 1039:21.4 1039:84.2
 */
export function lettersOfRegistration(
  named: Named,
  { sender, addressees }: { readonly sender: Holder; readonly addressees: readonly Holder[] },
): readonly Letter[] {
  return [
    ...letterTo(sender, 'document-registered', named),
    ...addressees.flatMap((holder) => letterTo(holder, 'document-arrived', named)),
  ];
}

/**
 * Tells whoever sent a document that all who were asked have signed it.
 * @law 1039:10.8
 */
export function letterOfCompletion(named: Named, sender: Holder): readonly Letter[] {
  return letterTo(sender, 'state-changed', named);
}
