import type { Outcome } from '#platform/operations.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { sendSheet, sheetFormats } from '#platform/spreadsheets/send-sheet.ts';
import { moneyCell, type SheetCell } from '#platform/spreadsheets/sheet.ts';
import { openHolder } from '#modules/registry/index.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { FastifyInstance } from 'fastify';
import type { SettlementsParts } from '../../plugin.ts';
import { answer, forProviders, subjectOf } from '../cabinet.tsx';
import { providerAccount } from './account.ts';
import { accountPage } from './account-page.tsx';
import { accountsPage } from './accounts-page.tsx';
import { correctionRoutes } from './corrections/routes.ts';
import {
  nextProviderAccountsQuery,
  searchProviderAccountsQuery,
  type AccountRow,
} from './search-accounts.ts';
import { texts } from './texts.uk.ts';

interface AccountsRoute {
  Querystring: Record<string, unknown>;
}

/** The accounts of a provider: the list, its files, one account. */
export function accountRoutes(app: FastifyInstance, parts: SettlementsParts): void {
  const { operations, clock, secrets } = parts;
  const searchProviderAccounts = searchProviderAccountsQuery(secrets);
  const nextProviderAccounts = nextProviderAccountsQuery(secrets);

  app.get<AccountsRoute>('/cabinet/accounts', forProviders, async (request, reply) => {
    const input = { ...request.query, subjectId: subjectOf(request) };
    const found = await operations.ask(searchProviderAccounts, request.principal, input);
    return answer(reply, found, (value) => accountsPage(request.frame(), value));
  });

  for (const format of sheetFormats) {
    app.get<AccountsRoute>(`/cabinet/accounts.${format}`, forProviders, async (request, reply) => {
      const input = { ...request.query, subjectId: subjectOf(request) };
      const rows = await allRows((after) =>
        operations.ask(nextProviderAccounts, request.principal, { ...input, after }),
      );
      if (rows === undefined) return answer(reply, { kind: 'hidden' }, () => '');
      const sheet = { title: texts.sheet, headings, rows };
      return sendSheet(reply, { format, fileName: texts.fileName }, sheet);
    });
  }

  app.get<{ Params: { accountId: string }; Querystring: { corrected?: string } }>(
    '/cabinet/accounts/:accountId',
    forProviders,
    async (request, reply) => {
      const { accountId } = request.params;
      const found = await operations.ask(providerAccount, request.principal, { accountId });
      const today = dayInKyiv(clock.now());
      const corrected = request.query.corrected === 'yes';
      if (found.kind !== 'done') return answer(reply, found, () => '');
      const holderName = await openHolder(secrets, found.value.account);
      const props = { frame: request.frame(), found: found.value, holderName, today, corrected };
      return reply.html(accountPage(props));
    },
  );
  correctionRoutes(app, parts);
}

const headings = [
  texts.number,
  texts.address,
  texts.holder,
  texts.services,
  texts.residents,
  texts.due,
];

/** The first batch is asked for before the answer begins: a refusal must not be half a file. */
async function allRows(
  askAfter: (after: Pick<AccountRow, 'number' | 'accountId'> | null) => Promise<Outcome<Batch>>,
): Promise<AsyncGenerator<readonly SheetCell[]> | undefined> {
  const ask = async (after: Pick<AccountRow, 'number' | 'accountId'> | null) => {
    const batch = await askAfter(after);
    return batch.kind === 'done' ? batch.value : undefined;
  };
  const first = await ask(null);
  return first === undefined ? undefined : rowsFrom(first, ask);
}

interface Batch {
  readonly rows: readonly AccountRow[];
  readonly isLast: boolean;
}

async function* rowsFrom(
  first: Batch,
  ask: (after: AccountRow) => Promise<Batch | undefined>,
): AsyncGenerator<readonly SheetCell[]> {
  let batch: Batch | undefined = first;
  while (batch !== undefined) {
    for (const row of batch.rows) yield accountCells(row);
    const last: AccountRow | undefined = batch.rows.at(-1);
    batch = batch.isLast || last === undefined ? undefined : await ask(last);
  }
}

function accountCells(row: AccountRow): readonly SheetCell[] {
  return [
    row.number,
    row.address,
    row.holderName,
    row.services.map((service) => serviceName(service)).join(', '),
    row.residents,
    row.due === null ? null : moneyCell(row.due),
  ];
}
