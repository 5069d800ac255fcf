import type { Price } from '#kernel/price.ts';
import type { Unit } from '#kernel/quantity.ts';
import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { TariffComponent } from '../../billing/model.ts';

/** Category of consumers that the platform charges. */
const category = 'population';

export interface TariffItemRow {
  readonly tariffId: bigint;
  readonly title: string;
  readonly netPrice: Price;
}

/** The structure of tariffs, each in its order. */
export async function readTariffItems(
  db: Queryable,
  tariffIds: readonly bigint[],
): Promise<readonly TariffItemRow[]> {
  return selectRows(
    db,
    `select tariff_id as "tariffId", title, net_price as "netPrice"
     from settlements.tariff_item where tariff_id = any($1::bigint[])
     order by tariff_id, position`,
    [tariffIds],
  );
}

/** What two tariffs must have in common to be of one kind. */
export interface TariffScope {
  readonly providerId: bigint;
  readonly service: Service;
  readonly component: TariffComponent;
  readonly zone: number;
  readonly territoryId: number;
}

export interface RivalTariff {
  readonly tariffId: bigint;
  readonly netPrice: Price;
  readonly grossPrice: Price;
  readonly decisionNumber: string;
  readonly validFrom: Temporal.PlainDate;
  readonly validTo: Temporal.PlainDate | null;
}

/** Tariffs of the kind in force on the day or later, earliest first. */
export async function listRivals(
  db: Queryable,
  scope: TariffScope,
  from: Temporal.PlainDate,
): Promise<readonly RivalTariff[]> {
  return selectRows(
    db,
    `select tariff_id as "tariffId", net_price as "netPrice", gross_price as "grossPrice",
            decision_number as "decisionNumber", lower(valid) as "validFrom",
            upper(valid) as "validTo"
     from settlements.tariff
     where provider_id = $1 and service = $2 and component = $3 and zone = $4
       and territory_id = $5 and category = $6 and valid && daterange($7::date, null)
     order by lower(valid)`,
    [...scopeValues(scope), category, from],
  );
}

function scopeValues(scope: TariffScope): readonly unknown[] {
  const { providerId, service, component, zone, territoryId } = scope;
  return [providerId, service, component, zone, territoryId];
}

/** The newest month whose bills are made or being made in the hromada; null when none. */
export async function findNewestBilledMonth(
  db: Queryable,
  hromadaId: number,
): Promise<Temporal.PlainDate | null> {
  const [row] = await selectRows<{ readonly month: Temporal.PlainDate | null }>(
    db,
    'select max(period) as month from settlements.billing_run where hromada_id = $1',
    [hromadaId],
  );
  return row?.month ?? null;
}

/** Ends an open tariff on the first day of the one that follows it. */
export async function endTariff(
  db: Queryable,
  tariffId: bigint,
  on: Temporal.PlainDate,
): Promise<void> {
  await db.query(
    `update settlements.tariff set valid = daterange(lower(valid), $2::date)
     where tariff_id = $1 and upper_inf(valid)`,
    [tariffId, on],
  );
}

export interface NewTariff extends TariffScope {
  readonly unit: Unit;
  readonly netPrice: Price;
  readonly vatPercent: number;
  readonly grossPrice: Price;
  readonly validFrom: Temporal.PlainDate;
  readonly decisionAuthority: string;
  readonly decisionNumber: string;
  readonly decisionOn: Temporal.PlainDate;
  readonly items: readonly { readonly title: string; readonly netPrice: Price }[];
}

/** Writes a tariff with its structure; it holds until another ends it. */
export async function insertTariff(db: Queryable, tariff: NewTariff): Promise<bigint> {
  const [row] = await selectRows<{ readonly tariffId: bigint }>(
    db,
    `insert into settlements.tariff
       (provider_id, service, component, zone, territory_id, category, unit, net_price,
        vat_percent, gross_price, valid, decision_authority, decision_number, decision_on)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, daterange($11::date, null), $12, $13, $14)
     returning tariff_id as "tariffId"`,
    [
      ...scopeValues(tariff),
      category,
      tariff.unit,
      tariff.netPrice,
      tariff.vatPercent,
      tariff.grossPrice,
      tariff.validFrom,
      tariff.decisionAuthority,
      tariff.decisionNumber,
      tariff.decisionOn,
    ],
  );
  if (row === undefined) throw new Error('the tariff was not written');
  await db.query(
    `insert into settlements.tariff_item (tariff_id, position, title, net_price)
     select $1, i.position, i.title, i.net_price
     from unnest($2::text[], $3::bigint[]) with ordinality as i (title, net_price, position)`,
    [
      row.tariffId,
      tariff.items.map(({ title }) => title),
      tariff.items.map(({ netPrice }) => netPrice),
    ],
  );
  return row.tariffId;
}
