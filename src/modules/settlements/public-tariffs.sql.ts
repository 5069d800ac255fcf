import type { DateRange } from '#kernel/period.ts';
import type { Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import type { Database } from '#platform/db/database.ts';
import { sql, type RawBuilder } from 'kysely';
import type { TariffComponent } from './billing/model.ts';

/** A price with the decision that set it; everybody may see it (1039:12.3). */
export interface PublicTariff {
  readonly tariffId: bigint;
  readonly providerId: bigint;
  readonly service: Service;
  readonly component: TariffComponent;
  /** 0 the whole day, 1 day, 2 night. */
  readonly zone: number;
  readonly territoryId: number;
  readonly category: string;
  readonly unit: Unit;
  readonly netPrice: Price;
  readonly vatPercent: number;
  readonly grossPrice: Price;
  readonly valid: DateRange;
  readonly decision: {
    readonly authority: string;
    readonly number: string;
    readonly date: Temporal.PlainDate;
  };
  readonly publishedOn: Temporal.PlainDate | null;
}

export interface TariffPart {
  readonly title: string;
  readonly netPrice: Price;
}

interface TariffRow extends Omit<PublicTariff, 'valid' | 'decision'> {
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
  readonly decisionAuthority: string;
  readonly decisionNumber: string;
  readonly decisionOn: Temporal.PlainDate;
}

const tariffColumns = sql`
  tariff.tariff_id as "tariffId", tariff.provider_id as "providerId", tariff.service,
  tariff.component, tariff.zone, tariff.territory_id as "territoryId", tariff.category, tariff.unit,
  tariff.net_price as "netPrice", tariff.vat_percent as "vatPercent",
  tariff.gross_price as "grossPrice", lower(tariff.valid) as "validFrom",
  upper(tariff.valid) as "validTo", tariff.decision_authority as "decisionAuthority",
  tariff.decision_number as "decisionNumber", tariff.decision_on as "decisionOn",
  tariff.published_on as "publishedOn"`;

/** One service of every hromada of the country, and more. */
const tariffsMax = 20_000;

export interface TariffFilter {
  readonly service?: Service;
  readonly component?: TariffComponent;
  readonly providerId?: bigint;
  /** Set for one of these territories; null for any. */
  readonly territoryIds?: readonly number[] | null;
  /** In force on this day; without it former and future ones too. */
  readonly on?: Temporal.PlainDate;
}

/** Tariffs by service, component and zone; of one kind the newest first. */
export async function listTariffs(
  db: Database,
  filter: TariffFilter,
): Promise<readonly PublicTariff[]> {
  const { service = null, component = null, providerId = null, territoryIds = null } = filter;
  const on = filter.on ?? null;
  return readTariffs(
    db,
    sql`
    (${service}::text is null or tariff.service = ${service})
    and (${component}::text is null or tariff.component = ${component})
    and (${providerId}::bigint is null or tariff.provider_id = ${providerId})
    and (${territoryIds}::integer[] is null
         or tariff.territory_id = any(${territoryIds}::integer[]))
    and (${on}::date is null or tariff.valid @> ${on}::date)
    order by tariff.service, tariff.component desc, tariff.zone, tariff.territory_id,
             lower(tariff.valid) desc, tariff.tariff_id
    limit ${tariffsMax}`,
  );
}

export interface TariffInFull {
  readonly tariff: PublicTariff;
  readonly parts: readonly TariffPart[];
  /** Of the same provider, service, component, zone, territory and category. */
  readonly before: PublicTariff | undefined;
  readonly after: PublicTariff | undefined;
}

/** A tariff with its structure and its neighbours in time. */
export async function findTariffInFull(
  db: Database,
  tariffId: bigint,
): Promise<TariffInFull | undefined> {
  const [tariff] = await readTariffs(db, sql`tariff.tariff_id = ${tariffId}`);
  if (tariff === undefined) return undefined;
  const { rows: parts } = await sql<TariffPart>`
    select title, net_price as "netPrice" from settlements.tariff_item
    where tariff_id = ${tariffId} order by position`.execute(db);
  const [before] = await readTariffs(
    db,
    sql`${sameScope(tariff)} and upper(tariff.valid) <= ${tariff.valid.from}::date
        order by lower(tariff.valid) desc limit 1`,
  );
  const end = tariff.valid.to;
  const [after] = await readTariffs(
    db,
    sql`${sameScope(tariff)} and ${end}::date is not null and lower(tariff.valid) >= ${end}::date
        order by lower(tariff.valid) limit 1`,
  );
  return { tariff, parts, before, after };
}

function sameScope(tariff: PublicTariff): RawBuilder<unknown> {
  return sql`
    tariff.provider_id = ${tariff.providerId} and tariff.service = ${tariff.service}
    and tariff.component = ${tariff.component} and tariff.zone = ${tariff.zone}
    and tariff.territory_id = ${tariff.territoryId} and tariff.category = ${tariff.category}`;
}

/** `condition` may be followed by an order and a limit. */
async function readTariffs(
  db: Database,
  condition: RawBuilder<unknown>,
): Promise<readonly PublicTariff[]> {
  const { rows } = await sql<TariffRow>`
    select ${tariffColumns} from settlements.tariff tariff where ${condition}`.execute(db);
  return rows.map(tariffFrom);
}

function tariffFrom(row: TariffRow): PublicTariff {
  const { validFrom, validTo, decisionAuthority, decisionNumber, decisionOn, ...tariff } = row;
  return {
    ...tariff,
    valid: { from: validFrom, to: validTo },
    decision: { authority: decisionAuthority, number: decisionNumber, date: decisionOn },
  };
}
