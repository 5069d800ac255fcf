import { divideHalfUp, kopiykas, vatIncluded } from '#kernel/money.ts';
import { firstDay, type Period } from '#kernel/period.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { giveBack, type PastCharge } from '../rules/give-back.ts';
import { perKopiyka } from '../rules/price-by-day.ts';
import type { Trace, TracePart } from '../rules/trace.ts';
import { readPastCharges, type ChargedService } from './give-backs.sql.ts';
import type {
  BilledAccount,
  BilledBuilding,
  ChargeRow,
  Question,
  RunContext,
  ServiceTotal,
} from './model.ts';

/** As far back as a debt may be asked for; an estimate is never so old. */
const monthsBackMax = 36;
const volumeDecimals = 6;
const moneyDecimals = 2;

/**
 * Where a line came to less than nothing, prices what is given back as it was charged. Few lines
 * are such, so the past of these alone is read.
 */
export async function giveBackAsCharged(
  db: Queryable,
  buildings: readonly BilledBuilding[],
  run: RunContext,
): Promise<readonly BilledBuilding[]> {
  const asked = buildings.flatMap(({ accounts }) => accounts.flatMap(servicesBelowZero));
  if (asked.length === 0) return buildings;
  const past = await readPast(db, asked, run);
  return buildings.map((building) => ({
    ...building,
    accounts: building.accounts.map((account) => repriceAccount(account, past, run)),
  }));
}

function servicesBelowZero({ account, charges }: BilledAccount): readonly ChargedService[] {
  const { accountId } = account;
  return charges
    .filter((charge) => zonesBelowZero(charge).length > 0)
    .map(({ service, providerId }) => ({ accountId, service, providerId }));
}

/** Zones of a line of which more was charged before than there was, with how much. */
function zonesBelowZero({ component, trace }: ChargeRow) {
  if (component !== 'volume') return [];
  const volumes = new Map<number, bigint>();
  for (const { zone, volume } of trace.parts) {
    volumes.set(zone, (volumes.get(zone) ?? 0n) + BigInt(volume));
  }
  return Array.from(volumes, ([zone, volume]) => ({ zone, volume })).filter(
    ({ volume }) => volume < 0n,
  );
}

type Past = ReadonlyMap<string, readonly PastCharge[]>;

async function readPast(
  db: Queryable,
  asked: readonly ChargedService[],
  run: RunContext,
): Promise<Past> {
  const until = firstDay(run.period);
  const from = until.subtract({ months: monthsBackMax });
  const past = new Map<string, PastCharge[]>();
  for (const row of await readPastCharges(db, run.hromadaId, asked, { from, until })) {
    const one = asked[Number(row.position) - 1];
    if (one === undefined) continue;
    const charge: PastCharge = {
      period: row.period as Period,
      amount: kopiykas(row.amount),
      corrected: kopiykas(row.corrected),
      parts: (JSON.parse(row.trace) as Trace).parts,
    };
    const key = keyOf(one);
    past.set(key, [...(past.get(key) ?? []), charge]);
  }
  return past;
}

function keyOf({ accountId, service, providerId }: ChargedService): string {
  return `${accountId}:${service}:${providerId}`;
}

function repriceAccount(billed: BilledAccount, past: Past, run: RunContext): BilledAccount {
  const { accountId } = billed.account;
  const questions: Question[] = [];
  const changes = new Map<ChargeRow, bigint>();
  const charges = billed.charges.map((charge) => {
    const zones = zonesBelowZero(charge);
    if (zones.length === 0) return charge;
    const given = repriced(charge, past.get(keyOf({ ...charge, accountId })) ?? [], run);
    const volume = given.trace.inputs[unchargedInput];
    if (volume !== undefined) {
      questions.push({ service: charge.service, kind: 'give-back-uncharged', details: { volume } });
    }
    changes.set(charge, given.amount - charge.amount);
    return given;
  });
  if (changes.size === 0) return billed;
  return {
    ...billed,
    charges,
    totals: billed.totals.map((total) => changed(total, changes)),
    questions: [...billed.questions, ...questions],
  };
}

const unchargedInput = 'uncharged';

/** The line with its zones below zero priced by the months that charged them. */
function repriced(charge: ChargeRow, past: readonly PastCharge[], run: RunContext): ChargeRow {
  const zones = zonesBelowZero(charge);
  const { parts, uncharged, returnedBefore } = giveBack(zones, past);
  const isBelow = new Set(zones.map(({ zone }) => zone));
  const all: readonly TracePart[] = [
    ...charge.trace.parts.filter(({ zone }) => !isBelow.has(zone)),
    ...parts,
    ...(uncharged === 0n ? [] : [unchargedPart(charge, uncharged)]),
  ];
  const exact = all.reduce((sum, { volume, price }) => sum + BigInt(volume) * BigInt(price), 0n);
  const amount = kopiykas(divideHalfUp(exact + returnedBefore * perKopiyka, perKopiyka));
  return {
    ...charge,
    amount,
    vat: vatIncluded(amount, vatPercentOf(charge, run)),
    trace: {
      ...charge.trace,
      parts: all,
      inputs: {
        ...charge.trace.inputs,
        ...(returnedBefore === 0n
          ? {}
          : { returnedBefore: formatDecimal(returnedBefore, moneyDecimals) }),
        ...(uncharged === 0n
          ? {}
          : { [unchargedInput]: formatDecimal(-uncharged, volumeDecimals) }),
      },
    },
  };
}

/** The volume stays in the line, so that what flats get stays what their building has. */
function unchargedPart({ tariffId }: ChargeRow, volume: bigint): TracePart {
  return { tariff: String(tariffId), zone: 0, days: 0, volume: String(volume), price: '0' };
}

function vatPercentOf({ tariffId }: ChargeRow, run: RunContext): bigint {
  for (const slices of run.tariffs.values()) {
    const slice = slices.find((one) => one.tariffId === tariffId);
    if (slice !== undefined) return slice.vatPercent;
  }
  throw new Error(`a line by the tariff ${tariffId}, which is not of its month`);
}

function changed(total: ServiceTotal, changes: ReadonlyMap<ChargeRow, bigint>): ServiceTotal {
  let sum = 0n;
  for (const [{ service, providerId }, change] of changes) {
    if (service === total.service && providerId === total.providerId) sum += change;
  }
  return { ...total, charged: total.charged + sum, due: total.due + sum };
}
