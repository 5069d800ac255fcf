import { copyIn, copyLine } from '#platform/db/copy.ts';
import { firstDay } from '#kernel/period.ts';
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { writeServiceTotals } from './bill-services.ts';
import { writeCarried } from './carried.ts';
import { writeStandings } from './standings.ts';
import { sumPeerUse, type PeerUse } from './peer-use.ts';
import { insertQuestions } from './run.sql.ts';
import type { BilledAccount, BilledBuilding, RunContext, ServiceTotal } from './model.ts';

/** What a chunk came to; kept with the chunk and shown while the run goes on. */
export interface ChunkResult {
  readonly accounts: number;
  readonly charged: bigint;
  readonly due: bigint;
  readonly questions: number;
  /** SHA-256 over the lines of the bills, for the chunk's audit entry. */
  readonly digest: string;
  readonly totals: readonly MonthTotal[];
  readonly peers: readonly PeerUse[];
}

export interface MonthTotal {
  readonly service: string;
  readonly providerId: bigint;
  accounts: bigint;
  opening: bigint;
  charged: bigint;
}

/** The month's partition is copied into: COPY does not go through row-level security. */
const monthOf = (table: string, { period }: RunContext): string =>
  `settlements.${table}_${period.replace('-', '_')}`;

const chargeColumns =
  ' (hromada_id, account_id, period, line, service, component, provider_id, ' +
  'tariff_id, basis, days, volume, price, amount, vat, trace)';
const billColumns =
  ' (hromada_id, account_id, period, run_id, number, issued_at, due_on, opening, ' +
  'charged, corrected, paid, due, services, meters, carried, residents, heated_area)';
const transferColumns =
  ' (hromada_id, account_id, period, source, line, kind, service, ' +
  'provider_id, debit, credit, amount, posted_at, biller_id)';
const volumeTarget =
  'settlements.building_volume (hromada_id, building_id, service, period, biller_id, total, ' +
  'distributed, own, trace, meters)';

/** Streams the charges, bills and ledger lines of billed buildings into the month's partitions. */
export async function writeChunk(
  client: pg.ClientBase,
  buildings: readonly BilledBuilding[],
  run: RunContext,
): Promise<ChunkResult> {
  const accounts = buildings.flatMap((building) => building.accounts);
  const digest = createHash('sha256');
  const bills = accounts.map((account) => billLine(account, run));
  for (const line of bills) digest.update(line);
  await copyIn(client, monthOf('charge', run) + chargeColumns, chargeLines(accounts, run));
  await copyIn(client, monthOf('bill', run) + billColumns, bills);
  await copyIn(client, monthOf('transfer', run) + transferColumns, transferLines(accounts, run));
  await copyIn(client, volumeTarget, volumeLines(buildings, run));
  await insertQuestions(client, run, accounts);
  return summarise(accounts, digest.digest('hex'));
}

function* chargeLines(accounts: readonly BilledAccount[], run: RunContext): Generator<string> {
  const month = firstDay(run.period).toString();
  for (const { account, charges } of accounts) {
    for (const [index, charge] of charges.entries()) {
      yield copyLine([
        run.hromadaId,
        account.accountId,
        month,
        index + 1,
        charge.service,
        charge.component,
        charge.providerId,
        charge.tariffId,
        charge.basis,
        run.days,
        charge.volume,
        charge.price,
        charge.amount,
        charge.vat,
        JSON.stringify(charge.trace),
      ]);
    }
  }
}

function billLine({ account, totals, meters, carried }: BilledAccount, run: RunContext): string {
  const sum = (field: 'opening' | 'charged' | 'corrected' | 'paid' | 'due') =>
    totals.reduce((total, row) => total + row[field], 0n);
  return copyLine([
    run.hromadaId,
    account.accountId,
    `${run.period}-01`,
    run.runId,
    `${run.period}/${account.number}`,
    run.issuedAt,
    run.dueOn,
    sum('opening'),
    sum('charged'),
    sum('corrected'),
    sum('paid'),
    sum('due'),
    writeServiceTotals(totals),
    writeStandings(meters),
    writeCarried(carried),
    account.residents,
    account.heatedArea,
  ]);
}

function* transferLines(accounts: readonly BilledAccount[], run: RunContext): Generator<string> {
  const source = `run:${run.runId}`;
  for (const { account, totals } of accounts) {
    for (const [index, total] of totals.entries()) {
      if (total.charged === 0n) continue;
      const owed = total.charged > 0n;
      yield copyLine([
        run.hromadaId,
        account.accountId,
        `${run.period}-01`,
        source,
        index + 1,
        'charge',
        total.service,
        total.providerId,
        owed ? 'receivable' : 'income',
        owed ? 'income' : 'receivable',
        owed ? total.charged : -total.charged,
        run.issuedAt,
        run.billerId,
      ]);
    }
  }
}

function* volumeLines(buildings: readonly BilledBuilding[], run: RunContext): Generator<string> {
  for (const volume of buildings.flatMap(({ volumes }) => volumes)) {
    yield copyLine([
      run.hromadaId,
      volume.buildingId,
      volume.service,
      `${run.period}-01`,
      run.billerId,
      volume.total,
      volume.distributed,
      volume.own,
      JSON.stringify({ ...volume.inputs, parameters: volume.parameters }),
      writeStandings(volume.meters),
    ]);
  }
}

function summarise(accounts: readonly BilledAccount[], digest: string): ChunkResult {
  const months = new Map<string, MonthTotal>();
  let charged = 0n;
  let due = 0n;
  let questions = 0;
  for (const billed of accounts) {
    questions += billed.questions.length;
    for (const total of billed.totals) {
      charged += total.charged;
      due += total.due;
      addToMonth(months, total);
    }
  }
  const totals = [...months.values()];
  const peers = sumPeerUse(accounts);
  return { accounts: accounts.length, charged, due, questions, digest, totals, peers };
}

function addToMonth(months: Map<string, MonthTotal>, total: ServiceTotal): void {
  const key = `${total.service}:${total.providerId}`;
  let month = months.get(key);
  if (month === undefined) {
    const { service, providerId } = total;
    month = { service, providerId, accounts: 0n, opening: 0n, charged: 0n };
    months.set(key, month);
  }
  month.accounts += 1n;
  month.opening += total.opening;
  month.charged += total.charged;
}
