import { auditBench } from './audit.ts';
import { billingBench } from './billing.ts';
import { billOnce } from './billing-child.ts';
import { documentsBench } from './documents.ts';
import { serveAuthority, serveDocuments } from './documents-child.ts';
import { enumerationBench } from './enumeration.ts';
import { serveStatic, serveWeb } from './page-child.ts';
import { examineMutants, mutantsBench } from './mutants.ts';
import { pageBench } from './page.ts';
import { rowSecurityBench } from './row-security.ts';
import { sessionBench } from './session.ts';
import { signatureBench } from './signature.ts';

const benches = {
  billing: billingBench,
  page: pageBench,
  session: sessionBench,
  enumeration: enumerationBench,
  rls: rowSecurityBench,
  audit: auditBench,
  signature: signatureBench,
  mutants: mutantsBench,
  documents: documentsBench,
  'billing-child': billOnce,
  'web-child': serveWeb,
  'static-child': serveStatic,
  'authority-child': serveAuthority,
  'documents-child': serveDocuments,
  'mutants-child': examineMutants,
} as const;

const [name = '', ...args] = process.argv.slice(2);
const bench = name in benches ? benches[name as keyof typeof benches] : undefined;
if (bench === undefined) {
  console.error(
    `Which bench? ${Object.keys(benches)
      .filter((key) => !key.includes('-'))
      .join(', ')}`,
  );
  process.exitCode = 1;
} else {
  await bench(args);
}
