import { findAccount, hromadaOfId, type Account } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Outcome } from '#platform/operations.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { readLinkedAccounts } from '../accounts/account-links.sql.ts';
import type { AccessParts } from '../parts.ts';
import { askProofAgain } from '../proof/ask-proof-again.ts';
import { endMandate } from './end-mandate.ts';
import { mandateKind } from './kind.ts';
import { mandateContent } from './mandate-content.ts';
import { findMandate, setMandateDocument } from './mandates.sql.ts';
import { mandatesPage, mandatesPath } from './mandates-page.tsx';
import { offerMandate } from './offer-mandate.ts';
import { offerPage, type OfferForm } from './offer-page.tsx';
import { showMandates } from './show-mandates.ts';
import { texts } from './texts.uk.ts';

const unprocessable = 422;
const typed = z.string().max(200).catch('');
const ticked = z.preprocess(
  (value) => (value === undefined ? [] : Array.isArray(value) ? value : [value]),
  z.array(typed),
);
const offerForm = z.object({
  ...{ rnokpp: typed, surname: typed, givenName: typed, until: typed },
  ...{ acts: ticked, accounts: ticked },
});
const forOwners = { config: { audience: ['individual-consumer'] as const } };

/** Mandates between consumers and those they trust (1039:20.11). */
export function mandateRoutes(app: FastifyInstance, parts: AccessParts): void {
  const { operations, db } = parts;

  app.get<{ Querystring: { ended?: string } }>(mandatesPath, forOwners, async (request, reply) => {
    const found = await operations.ask(showMandates, request.principal, {});
    if (found.kind !== 'done') return reply.callNotFound();
    return reply.html(
      mandatesPage(request.frame(), {
        mandates: found.value,
        csrfToken: request.csrfToken,
        isEnded: request.query.ended !== undefined,
      }),
    );
  });

  app.get(`${mandatesPath}/new`, forOwners, (request, reply) =>
    showOffer(db, { request, reply, faults: {} }),
  );

  // To let somebody else act cannot be taken back for what they did meanwhile.
  const proved = { ...forOwners, preHandler: askProofAgain(parts.keptForms) };
  app.post(mandatesPath, proved, async (request, reply) => {
    const outcome = await operations.carryOut(offerMandate, request.principal, request.body);
    if (outcome.kind === 'refused' && outcome.refusal.refusal === 'already-offered') {
      return reply.redirect(mandatesPath, 303);
    }
    if (outcome.kind !== 'done') {
      return showOffer(db, { request, reply, faults: faultsOf(outcome) });
    }
    const documentId = await writeDocument(parts, request, outcome.value);
    return reply.redirect(`/cabinet/documents/${documentId}/sign`, 303);
  });

  app.post(`${mandatesPath}/end`, forOwners, async (request, reply) => {
    const outcome = await operations.carryOut(endMandate, request.principal, request.body);
    if (outcome.kind !== 'done') return reply.callNotFound();
    parts.sessions.forget(outcome.value.trusteeId);
    return reply.redirect(`${mandatesPath}?ended=1`, 303);
  });
}

interface Offering {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly faults: Readonly<Record<string, string>>;
}

async function showOffer(db: Database, { request, reply, faults }: Offering) {
  const { personId } = request.principal;
  if (personId === null) return reply.callNotFound();
  const ids = await readLinkedAccounts(queryableOf(db), personId);
  const form: OfferForm = offerForm.parse(request.body ?? {});
  const page = offerPage(request.frame(), {
    ...{ form, faults, csrfToken: request.csrfToken },
    accounts: await readAccounts(db, ids),
  });
  return reply.html(page, Object.keys(faults).length === 0 ? 200 : unprocessable);
}

async function readAccounts(db: Database, ids: readonly bigint[]): Promise<readonly Account[]> {
  const accounts = await Promise.all(ids.map((id) => findAccount(db, id)));
  return accounts.filter((account) => account !== undefined);
}

/** The mandate's document, a draft of the grantor's that waits for their signature. */
async function writeDocument(
  { db, documents }: AccessParts,
  { principal }: FastifyRequest,
  made: { readonly mandateId: bigint; readonly trusteeId: bigint },
): Promise<bigint> {
  const { mandateId, trusteeId } = made;
  const queryable = queryableOf(db);
  const mandate = await findMandate(queryable, { mandateId });
  if (mandate === undefined) throw new Error('the mandate offered is not there');
  const [first = 0n] = mandate.accountIds;
  const opened = await documents.desk.open(principal, {
    ...{ kind: mandateKind.code, about: `mandate:${mandateId}` },
    ...{ hromadaId: hromadaOfId(first), recipients: [`person:${trusteeId}` as const] },
  });
  if (opened.kind !== 'done') throw new Error(`no document of a mandate: ${opened.kind}`);
  const { documentId } = opened.value;
  await setMandateDocument(queryable, mandateId, documentId);
  const content = mandateContent(mandate, {
    grantorName: principal.personName,
    accounts: await readAccounts(db, mandate.accountIds),
  });
  const written = await documents.desk.write(principal, { documentId, content });
  if (written.kind !== 'done') throw new Error(`no words of a mandate: ${written.kind}`);
  return documentId;
}

/** What to say beside which question. */
function faultsOf(outcome: Outcome<unknown>): Readonly<Record<string, string>> {
  if (outcome.kind === 'faults') {
    return Object.fromEntries(
      outcome.faults.map(({ field, message }) => [field.split('.')[0] ?? field, message]),
    );
  }
  const code = outcome.kind === 'refused' ? outcome.refusal.refusal : '';
  switch (code) {
    case 'ends-before-it-begins':
    case 'too-long':
      return { until: texts.faults[code] };
    case 'trusts-themselves':
      return { rnokpp: texts.faults[code] };
    default:
      return { accounts: texts.faults['not-their-account'] };
  }
}
