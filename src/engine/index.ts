export type { DocumentContent } from './documents/content/content.ts';
export { effectJob, type Effects } from './documents/effects.ts';
export type { DocumentKind } from './documents/kind.ts';
export { documentsSealedColumns } from './documents/signer-names.ts';
export { sendDocument, type CarriedForm } from './documents/send-document.ts';
export type { DocumentDesk } from './documents/document-desk.ts';
export { signatureBytesMax, type SigningDesk } from './documents/signing-desk.ts';
export {
  findRegisteredQuery,
  type PublicSignature,
  type RegisteredDocument,
} from './documents/find-registered.ts';
export type { DocumentKinds } from './documents/kind.ts';
