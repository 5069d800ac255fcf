import type { Service } from '#kernel/service.ts';
import { selectRows, type Queryable } from '#platform/db/queryable.ts';
import type { PremisesKind } from './dwelling.ts';
import type { SubjectPlace } from './subject-places.sql.ts';
import { addressLine } from './texts.uk.ts';

/** Whose readings of which month are awaited. */
export interface AwaitedReadings extends Pick<SubjectPlace, 'hromadaId' | 'as'> {
  readonly subjectId: bigint;
  /** First day of the month, and of the one after it. */
  readonly from: Temporal.PlainDate;
  readonly to: Temporal.PlainDate;
}

/** A meter whose reading of the month is awaited. */
export interface AwaitedMeter {
  readonly meterId: bigint;
  /** Null for the meter of a whole building. */
  readonly accountId: bigint | null;
  readonly service: Service;
  readonly zones: number;
}

/** The meter as a line of the form that a provider fills in. */
export interface AwaitedMeterLine extends AwaitedMeter {
  readonly accountNumber: string | null;
  readonly address: string;
  readonly serial: string;
}

/**
 * Meters in use through the end of the month that the accounts of a place are charged by, and
 * those of their buildings. Who distributes gas or electricity awaits what its supplier does; the
 * heat meter of a flat counts though the heat of its building is shared out.
 */
const awaited = `
  from registry.meter m
  left join registry.account a on a.hromada_id = m.hromada_id and a.account_id = m.account_id
  where m.hromada_id = $1 and m.installed_on < $4::date
    and (m.removed_on is null or m.removed_on >= $4::date)
    and (m.account_id is null
         or a.opened_on < $4::date and (a.closed_on is null or a.closed_on >= $4::date))
    and exists (
      select from registry.account_service s
      join registry.account own on own.hromada_id = s.hromada_id and own.account_id = s.account_id
      where s.hromada_id = m.hromada_id and s.building_id = m.building_id
        and (m.account_id is null or s.account_id = m.account_id)
        and s.valid && daterange($3::date, $4::date)
        and s.service in (m.service, replace(m.service, 'supply', 'distribution'))
        and (s.basis = 'meter' or m.service = 'heat')
        and case when $5 then own.biller_id = $2
            else own.biller_id <> $2 and s.provider_id = $2 end)`;

function values({ hromadaId, subjectId, from, to, as }: AwaitedReadings): readonly unknown[] {
  return [hromadaId, subjectId, from, to, as === 'biller'];
}

export async function listAwaitedMeters(
  db: Queryable,
  readings: AwaitedReadings,
): Promise<readonly AwaitedMeter[]> {
  return selectRows(
    db,
    `select m.meter_id as "meterId", m.account_id as "accountId", m.service, m.zones ${awaited}`,
    values(readings),
  );
}

type LineRow = Omit<AwaitedMeterLine, 'address'> & {
  readonly street: string;
  readonly houseNumber: string;
  readonly premisesNumber: string | null;
  readonly premisesKind: PremisesKind | null;
};

/** The next meters behind one of them, by id, with what people know them by. */
export async function listAwaitedMeterLines(
  db: Queryable,
  readings: AwaitedReadings,
  page: { readonly afterMeter: bigint; readonly limit: number },
): Promise<readonly AwaitedMeterLine[]> {
  const rows = await selectRows<LineRow>(
    db,
    `select line."meterId", line."accountId", line.service, line.zones, line.serial,
            line."accountNumber", b.street, b.house_number as "houseNumber", p.number as "premisesNumber",
            p.kind as "premisesKind"
     from (
       select m.meter_id as "meterId", m.account_id as "accountId", m.service, m.zones, m.serial,
              a.number as "accountNumber", m.building_id, m.premises_id
       ${awaited} and m.meter_id > $6 order by m.meter_id limit $7
     ) line
     join registry.building b on b.hromada_id = $1 and b.building_id = line.building_id
     left join registry.premises p on p.hromada_id = $1 and p.premises_id = line.premises_id
     order by line."meterId"`,
    [...values(readings), page.afterMeter, page.limit],
  );
  return rows.map(lineFrom);
}

function lineFrom(row: LineRow): AwaitedMeterLine {
  const { street, houseNumber, premisesNumber: number, premisesKind: kind, ...line } = row;
  const premises = number === null || kind === null ? {} : { premises: { number, kind } };
  return { ...line, address: addressLine({ street, houseNumber, ...premises }) };
}
