import { randomUUID } from 'node:crypto';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import type { AccessOffice } from '#test/access/access-office.ts';

/** Ids of something that is there, and of nothing, written alike. */
export interface Pair {
  readonly there: string;
  readonly missing: string;
}

/** What parameters of routes and fields of forms name, by the parameter or field. */
export type Objects = Readonly<Record<string, Pair>>;

const { hromada, account, waterUtility, waterMeter } = smallTown;

/** Something of everything that an address can name; nothing of it is the stranger's. */
export async function plantObjects(office: AccessOffice): Promise<Objects> {
  const { database, now } = office;
  const { pool } = database;
  const own = async (statement: string, values: readonly unknown[] = []): Promise<Pair> => {
    const { rows } = await pool.query<{ id: unknown }>(statement, [...values]);
    const there = String(rows[0]?.id);
    const isUuid = there.includes('-');
    return { there, missing: isUuid ? randomUUID() : missingLike(there) };
  };
  const { personId } = await office.consumer('Третя', '2845713250');
  await pool.query('select settlements.ensure_month($1::date)', ['2026-10-01']);
  return {
    accountId: { there: String(account), missing: missingLike(String(account)) },
    meterId: { there: String(waterMeter), missing: missingLike(String(waterMeter)) },
    period: { there: '2026-10', missing: '2026-10' },
    number: { there: '1', missing: '1' },
    code: { there: 'vat', missing: 'xxx' },
    subjectId: { there: String(waterUtility), missing: '8' },
    documentId: await own('select min(document_id) as id from documents.document'),
    requestId: await own('select min(request_id) as id from access.access_request'),
    errorId: await own('select min(report_id) as id from support.error_report'),
    changeId: await own('select 2::bigint as id'),
    restrictedId: await own(`select min(request_id) as id from access.restricted_request
      where outcome is null and received_at is not null`),
    mandateId: await own(`select min(mandate_id) as id from access.mandate
      where state = 'active'`),
    hromadaId: { there: String(hromada), missing: '8' },
    paymentId: await own(
      `insert into settlements.payment (payment_id, hromada_id, account_id, period, order_id,
         amount, channel, state, created_by, created_at)
       values (gen_random_uuid(), $1, $2, '2026-10-01', 'order-1', 100, 'gateway', 'created',
         'test', $3) returning payment_id as id`,
      [hromada, account, now],
    ),
    runId: await own(
      `insert into settlements.billing_run (hromada_id, biller_id, period, state, accounts,
         started_by, started_at)
       values ($1, $2, '2026-10-01', 'done', 0, 'test', $3) returning run_id as id`,
      [hromada, waterUtility, now],
    ),
    importId: await own(
      `insert into settlements.reading_import (import_id, provider_id, file_name, file_format,
         file_sha256, period, state, created_by, created_at)
       values (gen_random_uuid(), $1, 'a.csv', 'csv', '', '2026-10', 'done', 'test', $2)
       returning import_id as id`,
      [waterUtility, now],
    ),
    tariffId: await own(
      `insert into settlements.tariff (provider_id, service, component, zone, territory_id,
         category, unit, net_price, vat_percent, gross_price, valid, decision_authority,
         decision_number, decision_on)
       values ($1, 'cold-water', 'volume', 0, $2, 'population', 'm3', 1347000, 20, 1616400,
         '[2024-01-01,)', 'Рада', '12', '2023-12-08') returning tariff_id as id`,
      [waterUtility, hromada],
    ),
    request: await own(
      `insert into access.link_request (person_id, hromada_id, account_id, biller_id, capacity,
         asked_at)
       values ($1, $2, $3, $4, 'owner', $5) returning request_id as id`,
      [personId, hromada, account, waterUtility, now],
    ),
    generatorId: await own(
      `insert into access.code_generator (generator_id, person_id, secret, name, added_at)
       values (gen_random_uuid(), $1, '\\x00', 'Телефон', now()) returning generator_id as id`,
      [personId],
    ),
    formId: await own(
      `insert into access.kept_form (form_id, person_id, browser_hash, content, kept_at)
       values (gen_random_uuid(), $1, sha256('x'), '\\x00', now()) returning form_id as id`,
      [personId],
    ),
    incidentId: await own(
      `insert into platform.incident (kind, about, signs, first_at, last_at)
       values ('scope-probed', 'person:1', 10, $1, $1) returning incident_id as id`,
      [now],
    ),
    ...{ uploadId: counted, parameterId: counted, rightId: counted, switchId: counted },
    personId: counted,
    entryId: { there: randomUUID(), missing: randomUUID() },
  };
}

/** What administrators alone may name: nobody else is asked which there are. */
const counted: Pair = { there: '1', missing: '9' };

/** A number of as many digits that nothing has. */
function missingLike(there: string): string {
  const digits = there.length;
  return digits === 1 ? '9' : `${there.slice(0, -3)}${'987'.slice(-Math.min(3, digits))}`;
}

/** An address of a pattern: each parameter is that of the objects. */
export function addressOf(url: string, objects: Objects, which: keyof Pair = 'there'): string {
  return url.replace('*', 'nothing').replaceAll(/:(\w+)/g, (_, name: string) => {
    const pair = objects[name];
    if (pair === undefined) throw new RangeError(`no object for :${name}`);
    return pair[which];
  });
}
