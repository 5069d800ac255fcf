import type { Service } from '#kernel/service.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import { hromadaOfId } from './dwelling.ts';

/** A meter as the taking of readings needs it. */
export interface MeterFacts {
  readonly hromadaId: number;
  readonly meterId: bigint;
  /** Null for a meter of a whole building. */
  readonly accountId: bigint | null;
  readonly service: Service;
  readonly serial: string;
  /** Digits before and after the decimal mark of the dial. */
  readonly digits: number;
  readonly decimals: number;
  readonly zones: number;
  readonly installedOn: Temporal.PlainDate;
  readonly removedOn: Temporal.PlainDate | null;
}

/** The meters of an account and the days on which their readings are taken. */
export interface AccountMeters {
  readonly billerId: bigint;
  /** As the biller's setting holds it: {"from": 20, "to": 5}, or null when every day is good. */
  readonly billerWindow: unknown;
  readonly meters: readonly AccountMeter[];
}

export interface AccountMeter extends MeterFacts {
  /** The setting of who provides the meter's service on the day; the biller's when it has none. */
  readonly readingWindow: unknown;
}

/** Where accounts that concern a provider may lie: which numbers of which billers of a hromada. */
export interface NumberingPlace {
  readonly hromadaId: number;
  readonly billerId: bigint;
}

/** How a provider's file names a meter; at least the account or the serial number is given. */
export interface MeterName {
  readonly account: string | null;
  readonly service: Service | null;
  readonly serial: string | null;
}

const meterColumns = `m.hromada_id as "hromadaId", m.meter_id as "meterId",
  m.account_id as "accountId", m.service, m.serial, m.digits, m.decimals, m.zones,
  m.installed_on::text as "installedOn", m.removed_on::text as "removedOn"`;

type MeterRow = Omit<MeterFacts, 'installedOn' | 'removedOn'> & {
  readonly installedOn: string;
  readonly removedOn: string | null;
};

/** Reads rows of many meters, whose days are few: each day is read once. */
function meterReader(): (row: MeterRow) => MeterFacts {
  const days = new Map<string, Temporal.PlainDate>();
  const dayOf = (text: string) => {
    const day = days.get(text) ?? Temporal.PlainDate.from(text);
    days.set(text, day);
    return day;
  };
  return (row) => ({
    hromadaId: row.hromadaId,
    meterId: row.meterId,
    accountId: row.accountId,
    service: row.service,
    serial: row.serial,
    digits: row.digits,
    decimals: row.decimals,
    zones: row.zones,
    installedOn: dayOf(row.installedOn),
    removedOn: row.removedOn === null ? null : dayOf(row.removedOn),
  });
}

/**
 * Meters of an account, also those taken off, with the windows of the day; undefined when there is
 * no such account.
 */
export async function findAccountMeters(
  db: Queryable,
  accountId: bigint,
  on: Temporal.PlainDate,
): Promise<AccountMeters | undefined> {
  const key = [hromadaOfId(accountId), accountId];
  const { rows } = await db.query(
    `select a.biller_id as "billerId", s.reading_window as "billerWindow"
     from registry.account a
     join registry.subject s on s.subject_id = a.biller_id
     where a.hromada_id = $1 and a.account_id = $2`,
    key,
  );
  const account = rows[0] as unknown as Omit<AccountMeters, 'meters'> | undefined;
  if (account === undefined) return undefined;
  const { rows: meters } = await db.query(
    `select ${meterColumns}, provider.reading_window as "readingWindow"
     from registry.meter m
     left join lateral (
       select s.provider_id from registry.account_service s
       where s.hromada_id = m.hromada_id and s.account_id = m.account_id
         and s.service = m.service and s.valid @> $3::date
       order by lower(s.valid) desc nulls last limit 1) served on true
     left join registry.subject provider on provider.subject_id = served.provider_id
     where m.hromada_id = $1 and m.account_id = $2
     order by m.service, m.serial, m.meter_id`,
    [...key, on],
  );
  const read = meterReader();
  return {
    ...account,
    meters: (meters as unknown as (MeterRow & Pick<AccountMeter, 'readingWindow'>)[]).map(
      (row) => ({ ...read(row), readingWindow: row.readingWindow ?? account.billerWindow }),
    ),
  };
}

/**
 * The numberings in which a provider's account numbers are looked for: its own as a biller, and
 * those of billers in the hromadas where it provides something. Loose index scans: as many probes
 * as there are pairs, however many accounts.
 */
export async function listNumberingPlaces(
  db: Queryable,
  providerId: bigint,
): Promise<readonly NumberingPlace[]> {
  const { rows } = await db.query(
    `with recursive place (hromada_id, biller_id) as (
       (select hromada_id, biller_id from registry.billed_account
        order by hromada_id, biller_id limit 1)
       union all
       select next.hromada_id, next.biller_id from place
       cross join lateral (
         select a.hromada_id, a.biller_id from registry.billed_account a
         where (a.hromada_id, a.biller_id) > (place.hromada_id, place.biller_id)
         order by a.hromada_id, a.biller_id limit 1
       ) next
     )
     select hromada_id as "hromadaId", biller_id as "billerId" from place
     where biller_id = $1 or exists (
       select from registry.account_service s
       where s.provider_id = $1 and s.hromada_id = place.hromada_id)`,
    [providerId],
  );
  return rows as unknown as NumberingPlace[];
}

/**
 * The meters behind names in a provider's file, as many lists as there are names; more than one
 * meter where a name fits several. Only meters that the provider may speak of: of accounts it bills
 * or provides the service to, and of buildings where it does so. Who distributes gas or electricity
 * speaks of the same meter as who supplies it.
 */
export async function findNamedMeters(
  db: Queryable,
  providerId: bigint,
  request: {
    readonly places: readonly NumberingPlace[];
    readonly names: readonly MeterName[];
    /** Services count that the provider provided on this day or later. */
    readonly since: Temporal.PlainDate;
  },
): Promise<readonly (readonly MeterFacts[])[]> {
  const { places, names, since } = request;
  const meterFrom = meterReader();
  const found: MeterFacts[][] = names.map(() => []);
  const byAccount = names.some(({ account }) => account !== null);
  const bySerial = names.some(({ account }) => account === null);
  for (const query of [byAccount && accountQuery, bySerial && serialQuery]) {
    if (query === false) continue;
    const { rows } = await db.query(query, [
      providerId,
      places.map(({ hromadaId }) => hromadaId),
      places.map(({ billerId }) => billerId),
      names.map(({ account }) => account),
      names.map(({ service }) => service),
      names.map(({ serial }) => serial),
      since,
    ]);
    for (const row of rows as unknown as (MeterRow & { readonly position: bigint })[]) {
      found[Number(row.position) - 1]?.push(meterFrom(row));
    }
  }
  return found;
}

const named = `unnest($4::text[], $5::text[], $6::text[])
  with ordinality as k (account, service, serial, position)`;

/**
 * Whether the provider serves by the meter `m`; `s` is narrowed to an account or a building first.
 * The zero keeps the planner from walking all that the provider serves instead.
 */
const provided = `s.provider_id + 0 = $1 and s.valid && daterange($7::date, null)
  and s.service in (m.service, replace(m.service, 'supply', 'distribution'))`;

const accountQuery = `
  select k.position, ${meterColumns}
  from ${named}
  cross join unnest($2::int[], $3::bigint[]) as place (hromada_id, biller_id)
  join registry.account a
    on a.hromada_id = place.hromada_id and a.biller_id = place.biller_id and a.number = k.account
  join registry.meter m on m.hromada_id = a.hromada_id and m.account_id = a.account_id
  where (k.service is null or m.service = k.service)
    and (k.serial is null or m.serial = k.serial)
    and (a.biller_id = $1 or exists (
      select from registry.account_service s
      where s.hromada_id = a.hromada_id and s.account_id = a.account_id and ${provided}))`;

const serialQuery = `
  with m as materialized (
    select k.position, m.* from ${named}
    cross join (
      select distinct hromada_id from unnest($2::int[], $3::bigint[]) as p (hromada_id, biller_id)
    ) place
    join registry.meter m on m.hromada_id = place.hromada_id and m.serial = k.serial
    where k.account is null and (k.service is null or m.service = k.service)
  )
  select m.position, ${meterColumns} from m
  where case when m.account_id is null then exists (
      select from registry.account a
      where a.hromada_id = m.hromada_id and a.building_id = m.building_id
        and a.biller_id + 0 = $1
    ) or exists (
      select from registry.account_service s
      where s.hromada_id = m.hromada_id and s.building_id = m.building_id and ${provided}
    )
    else exists (
      select from registry.account a
      where a.hromada_id = m.hromada_id and a.account_id = m.account_id and a.biller_id + 0 = $1
    ) or exists (
      select from registry.account_service s
      where s.hromada_id = m.hromada_id and s.account_id = m.account_id and ${provided}
    ) end`;
