import { kopiykas } from '#kernel/money.ts';
import { firstDay, lastDay, type Period } from '#kernel/period.ts';
import { lookUp } from '#kernel/parameters.ts';
import type { Price } from '#kernel/price.ts';
import type { Service } from '#kernel/service.ts';
import { listMeters, readTerritoryChain, type Account } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { readApprovedParameters } from '#platform/parameters/store.sql.ts';
import type { Trace, UsedParameter } from '../../rules/trace.ts';
import type { ChargeLine, LineContext, TariffDecision } from '../lines/line.ts';
import {
  readBuildingVolumes,
  readDecisions,
  type ChargeRow,
  type DecisionRow,
} from './bill.sql.ts';

/** Numbers of the law behind lines and dates of a bill, with the service they are for. */
const numbersBehindBills: readonly (readonly [code: string, service: Service | undefined])[] = [
  ['water.norm', 'cold-water'],
  ['gas.norm', 'gas-supply'],
  ['electricity.norm', 'electricity-supply'],
  ['waste.norm', 'waste'],
  ['reading.average_months_max', undefined],
  ['reading.history_days_min', undefined],
  ['heat.function_share', 'heat'],
  ['heat.common_share', 'heat'],
  ['heat.least_share', 'heat'],
  ['bill.due_day', undefined],
];

/** A stored line with its trace read; the trace was written by the monthly run itself. */
export function chargeLineFrom(row: ChargeRow): ChargeLine {
  const { inputs, parts, parameters = [] } = JSON.parse(row.trace) as Trace;
  return {
    line: row.line,
    service: row.service,
    component: row.component,
    providerId: row.provider_id,
    tariffId: row.tariff_id,
    rule: row.basis,
    days: row.days,
    volume: row.volume,
    price: row.price as Price,
    amount: kopiykas(row.amount),
    vat: kopiykas(row.vat),
    inputs,
    parts,
    parameters,
  };
}

/** Looks up what the explanation of a month's lines needs besides them. */
export async function readLineContext(
  db: Database,
  account: Account,
  period: Period,
  lines: readonly ChargeLine[],
): Promise<LineContext> {
  const { hromadaId } = account;
  const queryable = queryableOf(db);
  const tariffIds = new Set(
    lines.flatMap(({ parts }) => parts.map(({ tariff }) => BigInt(tariff))),
  );
  const decisions = await readDecisions(queryable, [...tariffIds]);
  const volumes = await readBuildingVolumes(
    queryable,
    { hromadaId, buildingId: account.building.buildingId, billerId: account.biller.subjectId },
    firstDay(period),
  );
  const meters = await listMeters(db, { hromadaId, accountId: account.accountId }, lastDay(period));
  return {
    period,
    tariffs: new Map(decisions.map((row) => [row.tariff_id, decisionFrom(row)])),
    building: new Map(
      volumes.map(({ service, total, distributed, trace }) => [
        service,
        { total, distributed, inputs: trace },
      ]),
    ),
    meters,
    unverified: await readUnverified(db, { hromadaId, period }, [
      ...lines.flatMap(({ parameters }) => parameters),
      ...volumes.flatMap(({ parameters }) => parameters),
    ]),
  };
}

function decisionFrom(row: DecisionRow): TariffDecision {
  return {
    tariffId: row.tariff_id,
    unit: row.unit,
    grossPrice: row.gross_price as Price,
    vatPercent: row.vat_percent,
    validFrom: row.valid_from,
    validTo: row.valid_to,
    authority: row.decision_authority,
    number: row.decision_number,
    decidedOn: row.decision_on,
  };
}

/**
 * Codes of the numbers whose value nobody has confirmed by the act: as they stood when the month
 * was charged, where the traces name them; of older traces and of the day of payment, which stands
 * on no line, as they stand now.
 */
async function readUnverified(
  db: Database,
  { hromadaId, period }: { readonly hromadaId: number; readonly period: Period },
  recorded: readonly UsedParameter[],
): Promise<ReadonlySet<string>> {
  const known = new Set(recorded.map(({ code }) => code));
  const unverified = new Set(
    recorded.flatMap(({ code, status }) => (status === 'unverified' ? [code] : [])),
  );
  const chain = await readTerritoryChain(queryableOf(db), hromadaId);
  const territories = chain.map(({ code }) => code);
  const asked = numbersBehindBills.filter(([code]) => !known.has(code));
  const codes = asked.map(([code]) => code);
  const parameters = await readApprovedParameters(db, codes);
  for (const [code, service] of asked) {
    const found = lookUp(parameters, {
      code,
      date: lastDay(period),
      territories,
      ...(service === undefined ? {} : { service }),
    });
    if (found.ok && found.value.status === 'unverified') unverified.add(code);
  }
  return unverified;
}
