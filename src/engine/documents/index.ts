export type { DocumentContent } from './content/content.ts';
export type { DocumentKind } from './kind.ts';
export { documentScope } from './scope.ts';
export { sendDocument, type CarriedForm } from './send-document.ts';
export type { DocumentDesk } from './document-desk.ts';
export type { SigningDesk } from './signing-desk.ts';
export {
  findRegisteredQuery,
  type PublicSignature,
  type RegisteredDocument,
} from './find-registered.ts';
export type { DocumentKinds } from './kind.ts';
