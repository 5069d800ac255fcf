import { holders, ownConsumers, suppliers, type Role } from '#kernel/role.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { findDocument, type DocumentHistory } from '#engine/documents/find-document.ts';
import type { FullVersion } from '#engine/documents/document-desk.ts';
import type { CorrespondenceParts } from './parts.ts';

/** Those who have documents: to read, to sign, to carry away. */
export const forHolders = { config: { audience: holders } } as const;
export const withFile = { config: { audience: holders, takesFile: true } } as const;

/** Those who write to each other. */
const writers: readonly Role[] = [...ownConsumers, ...suppliers];
export const forWriters = { config: { audience: writers } } as const;
export const withAttachment = { config: { audience: writers, takesFile: true } } as const;

export function mayWrite(role: Role): boolean {
  return writers.includes(role);
}

export interface DocumentRoute {
  Params: { documentId: string };
  Querystring: Readonly<Record<string, string | undefined>>;
  Body: Readonly<Record<string, string | undefined>> | undefined;
}

export type DocumentRequest = FastifyRequest<DocumentRoute>;

export interface Found {
  readonly history: DocumentHistory;
  readonly version: FullVersion;
}

const documentIdPattern = /^\d{1,18}$/;

/** The id in the address; undefined when no document can have it. */
export function documentIdOf({ params }: DocumentRequest): bigint | undefined {
  const { documentId } = params;
  return documentIdPattern.test(documentId) ? BigInt(documentId) : undefined;
}

/**
 * The document of the address, when whoever asks takes part in it; undefined after the page of what
 * is not there has been sent.
 */
export async function findOrNothing(
  { operations, desk }: CorrespondenceParts,
  request: DocumentRequest,
  reply: FastifyReply,
): Promise<Found | undefined> {
  const { documentId } = request.params;
  const found = await operations.ask(findDocument, request.principal, { documentId });
  const version = found.kind === 'done' ? await desk.version(BigInt(documentId)) : undefined;
  if (found.kind !== 'done' || version === undefined) {
    reply.callNotFound();
    return undefined;
  }
  return { history: found.value, version };
}
