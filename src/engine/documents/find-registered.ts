import { everybody } from '#kernel/role.ts';
import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { findByNumber } from './documents.sql.ts';
import type { DocumentKinds } from './kind.ts';
import { readSignatures, type SignatureRow } from './signatures.sql.ts';

const numberCharsMax = 40;

const input = z.object({ number: z.string().trim().min(1).max(numberCharsMax) });

/** A signature as anybody may see it: bodies by name, people not at all (1039:94). */
export interface PublicSignature {
  readonly kind: NonNullable<SignatureRow['signerKind']>;
  readonly qualification: NonNullable<SignatureRow['qualification']>;
  /** Of the body whose official or seal signed; undefined for a private person. */
  readonly organization: string | undefined;
  readonly signedAt: Temporal.Instant;
}

/** What is public of a registered document: that it exists, since when, and how it is signed. */
export interface RegisteredDocument {
  readonly number: string;
  readonly kindName: string;
  readonly registeredAt: Temporal.Instant;
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
  readonly signatures: readonly PublicSignature[];
}

/**
 * Finds a registered document by the number on its paper copy (1039:74). Nothing of what it says
 * and nobody's name: whoever holds the document compares it with its signatures.
 */
export function findRegisteredQuery(kinds: DocumentKinds) {
  return defineQuery({
    id: 'documents.find-registered',
    law: ['1039:73', '1039:74', '1039:94'],
    audience: everybody,
    scope: { kind: 'public' },
    input,
    async handle(
      { db }: Reading,
      { number }: z.infer<typeof input>,
    ): Promise<RegisteredDocument | undefined> {
      return beyondReach(db, 'what is public of a document, by the number on its copy', (every) =>
        readPublic(every, kinds, number.toUpperCase()),
      );
    },
  });
}

async function readPublic(
  on: Queryable,
  kinds: DocumentKinds,
  number: string,
): Promise<RegisteredDocument | undefined> {
  const document = await findByNumber(on, number);
  if (document === undefined) return undefined;
  if (document.number === null || document.registeredAt === null) return undefined;
  const signatures = await readSignatures(on, document.documentId);
  return {
    number: document.number,
    kindName: kinds.get(document.kind)?.name ?? document.kind,
    registeredAt: document.registeredAt,
    complete: document.completedAt !== null,
    signatures: signatures
      .filter(({ state, version }) => state === 'valid' && version === document.version)
      .flatMap(publicSignature),
  };
}

function publicSignature(row: SignatureRow): readonly PublicSignature[] {
  const { signerKind, qualification, signerOrganization, signedAt } = row;
  if (signerKind === null || qualification === null || signedAt === null) return [];
  const organization = signerKind === 'person' ? undefined : (signerOrganization ?? undefined);
  return [{ kind: signerKind, qualification, organization, signedAt }];
}
