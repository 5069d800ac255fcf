import { holderOf } from '#platform/holder.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { toJson } from '#platform/json.ts';
import { actorKey, type Principal } from '#platform/principal.ts';
import { bindReading } from '#platform/reach.ts';
import { isOneOf, suppliers } from '#kernel/role.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { AccessOffice } from './access-office.ts';
import {
  billerOf,
  meterOf,
  plantDocumentParts,
  plantedAccounts,
  plantMoney,
  plantPeople,
} from './canaries.ts';
import { plantEdges } from './edge-rows.ts';
import {
  plantChanges,
  plantDocuments,
  plantMatrix,
  plantReports,
  plantRequests,
  requestRelations,
  type AccountRelation,
  type MatrixPrincipal,
} from './matrix-town.ts';
import { askerGroups } from './oracle.ts';

const { stranger } = smallTown;

/** A town with rows of everybody in every table, and whose each of them is. */
export let office: AccessOffice;
export let principals: readonly MatrixPrincipal[];
let documentOf: Awaited<ReturnType<typeof plantDocuments>>;

export async function openTown(): Promise<void> {
  office = await AccessOffice.open();
  principals = await plantMatrix(office);
  documentOf = await plantDocuments(office, principals);
  await plantRequests(office);
  await plantChanges(office);
  await plantReports(office, principals);
  await plantDocumentParts(office);
  await plantMoney(office);
  await plantPeople(office, principals);
  await plantEdges(office);
}

/** A row with the columns that say whose it is. */
export type Row = Readonly<Record<string, unknown>>;
export type IsTheirs = (who: MatrixPrincipal, row: Row) => boolean;

export const relationOf = (accountId: unknown) =>
  plantedAccounts.find(([, id]) => id === accountId)?.[0];
const reaches = ({ accounts }: MatrixPrincipal, relation: AccountRelation | undefined) =>
  relation !== undefined && accounts.includes(relation);
export const isSupplier = ({ principal }: MatrixPrincipal) => isOneOf(suppliers, principal.role);
export const bills = ({ principal }: MatrixPrincipal, row: Row) => {
  const relation = relationOf(row['account_id']);
  return relation !== undefined && billerOf[relation] === principal.subjectId;
};

export const byPerson: IsTheirs = ({ principal }, row) =>
  principal.personId !== null && row['person_id'] === principal.personId;
export const byAccount: IsTheirs = (who, row) => reaches(who, relationOf(row['account_id']));
/** Consumers by the account; suppliers by their own lines and those of what they bill. */
const byLine: IsTheirs = (who, row) =>
  isSupplier(who)
    ? row['provider_id'] === who.principal.subjectId || bills(who, row)
    : byAccount(who, row);
export const byMeter: IsTheirs = (who, row) => {
  const [relation] =
    Object.entries(meterOf).find(([, meterId]) => meterId === row['meter_id']) ?? [];
  if (relation !== undefined) return reaches(who, relation as AccountRelation);
  // The other meters: of the consumer's own flat, of another account, and of whole houses.
  if (row['account_id'] !== null && row['account_id'] !== undefined) return byAccount(who, row);
  return isSupplier(who) && reaches(who, relationOf(row['building_id']) ?? 'own');
};
const byDocument: IsTheirs = (who, row) =>
  holderOf(who.principal) !== undefined &&
  [documentOf(who, 'own draft'), documentOf(who, 'sent to them')].includes(
    row['document_id'] as bigint,
  );
export const bySubject =
  (column: string): IsTheirs =>
  (who, row) =>
    isSupplier(who) && row[column] === who.principal.subjectId;
export const nobodys: IsTheirs = () => false;
const isConsumer = (who: MatrixPrincipal) => !isSupplier(who);

const byRequest: IsTheirs = ({ principal: { role, personId } }, row) => {
  if (personId !== null && row['submitter_id'] === personId) return true;
  if (row['received_at'] === null) return false;
  if (role === 'technical-administrator') return true;
  return (
    role === 'temporary-administrator' && row['request_id'] === requestRelations['own territory']
  );
};
/** The temporary administrator of the matrix is of the hromada where these two bodies work. */
const byMembership: IsTheirs = ({ principal: { role, personId } }, row) =>
  row['person_id'] === personId ||
  role === 'technical-administrator' ||
  (role === 'temporary-administrator' && [1n, stranger].includes(row['subject_id'] as bigint));
/** Administrators see those whom they let in, besides themselves. */
const byPersonLetIn: IsTheirs = (who, row) => {
  const isAdministrator = isOneOf(
    ['technical-administrator', 'temporary-administrator'],
    who.principal.role,
  );
  const isLetIn = principals.some(
    ({ principal: { personId, membershipId } }) =>
      personId === row['person_id'] && membershipId !== null && membershipId !== 900n,
  );
  return byPerson(who, row) || (isAdministrator && isLetIn);
};

/** What is open to an official by a request of theirs, in the name they act in (1039:95). */
const opens = ({ opened }: MatrixPrincipal, row: Row, part?: string) => {
  const relation = relationOf(row['account_id']);
  const parts = relation === undefined ? undefined : opened?.[relation];
  return parts !== undefined && (part === undefined || parts.includes(part));
};
const orOpened =
  (isTheirs: IsTheirs, part?: string): IsTheirs =>
  (who, row) =>
    isTheirs(who, row) || opens(who, row, part);
const orOpenedMeter: IsTheirs = (who, row) => {
  if (byMeter(who, row)) return true;
  const [relation] =
    Object.entries(meterOf).find(([, meterId]) => meterId === row['meter_id']) ?? [];
  if (relation === undefined) return opens(who, row, 'readings');
  return who.opened?.[relation as AccountRelation]?.includes('readings') ?? false;
};

/** Whoever asked; the owner, of what was signed; consumers, of what may be told them by now. */
const byRestricted: IsTheirs = (who, row) => {
  const { role, personId } = who.principal;
  if (role === 'owner') return row['received_at'] !== null;
  if (role === 'individual-consumer') {
    const isOver = String(row['opened']).endsWith(',2026-10-20)');
    return byAccount(who, row) && (row['is_told'] === true || row['ended_at'] !== null || isOver);
  }
  return askerGroups.includes(role) && row['person_id'] === personId;
};

/** Of whoever reported an error, and of those whom the regulation has answer (1039:87.2). */
const byReport: IsTheirs = (who, row) =>
  byPerson(who, row) || ['owner', 'technical-administrator'].includes(who.principal.role);

/** Of whoever asks from the first word, of whoever answers once it is signed (1039:19.2). */
const byChange: IsTheirs = (who, row) =>
  bySubject('provider_id')(who, row) ||
  (row['answerer_id'] === who.principal.subjectId && row['submitted_at'] !== null);

/** Written from the regulation: whose each row is (1039:25, 1039:26, 1039:71). */
export const whose: Readonly<Record<string, IsTheirs>> = {
  'access.person': (who, row) =>
    byPersonLetIn(who, row) ||
    // Of whom a paper was entered, the technical administrator decides (1039:55).
    (who.principal.role === 'technical-administrator' && row['asked_about'] !== null),
  'access.person_search': ({ principal: { role, personId } }, row) =>
    role === 'technical-administrator' && row['searcher_id'] === personId,
  'access.account_link': (who, row) =>
    isSupplier(who)
      ? byAccount(who, row)
      : byPerson(who, row) ||
        // A deputy: those of whoever trusts them, and not of others in the same account.
        (who.principal.mandate !== null && byAccount(who, row) && row['person_id'] !== 900n),
  'access.link_attempt': byPerson,
  'access.link_request': (who, row) =>
    byPerson(who, row) || (isSupplier(who) && row['biller_id'] === who.principal.subjectId),
  'access.owner_change': bySubject('biller_id'),
  'access.ownership_request': byPerson,
  'access.ownership_answer': nobodys,
  'access.mandate': ({ principal: { personId } }, row) =>
    personId !== null && [row['grantor_id'], row['trustee_id']].includes(personId),
  'access.mandate_account': ({ principal: { personId } }, row) =>
    personId !== null && [row['grantor_id'], row['trustee_id']].includes(personId),
  'access.membership': byMembership,
  'access.membership_event': byMembership,
  'access.access_request': byRequest,
  'access.restricted_request': byRestricted,
  'access.subject_account': ({ principal }, row) => row['subject_id'] === principal.subjectId,
  'access.house': (who, row) =>
    who.principal.role === 'collective-consumer'
      ? row['subject_id'] === who.principal.subjectId
      : bySubject('biller_id')(who, row),
  'support.error_report': byReport,
  'support.error_step': byReport,
  'provision.change': byChange,
  'provision.answer': byChange,
  'access.contact_code': byPerson,
  'access.code_generator': byPerson,
  'access.passkey': byPerson,
  'access.recovery_code': byPerson,
  'access.factor_attempt': byPerson,
  'access.factor_removal': byPerson,
  'access.kept_form': byPerson,
  'access.pending_sign_in': nobodys,
  'access.sign_in_attempt': nobodys,
  'access.key_challenge': nobodys,
  'platform.session': byPerson,
  'platform.idempotency_key': ({ principal }, row) => row['actor'] === actorKey(principal),
  'registry.account': orOpened(byAccount),
  'registry.account_service': byLine,
  'registry.meter': orOpenedMeter,
  // What they bill now or billed then, and where a line is theirs.
  'settlements.bill': orOpened(
    (who, row) =>
      isSupplier(who)
        ? bills(who, row) ||
          row['run_biller'] === who.principal.subjectId ||
          (row['services'] as readonly unknown[][]).some(
            ([, provider]) => String(provider) === String(who.principal.subjectId),
          )
        : byAccount(who, row),
    'bills',
  ),
  'settlements.charge': byLine,
  'settlements.transfer': orOpened(byLine, 'bills'),
  'settlements.correction': byLine,
  'settlements.payment': (who, row) => isConsumer(who) && byAccount(who, row),
  'settlements.payment_notice': nobodys,
  'settlements.receipt': (who, row) => isConsumer(who) && byAccount(who, row),
  'settlements.reading': orOpenedMeter,
  'settlements.reading_import': bySubject('provider_id'),
  'settlements.reading_import_line': bySubject('provider_id'),
  'settlements.billing_question': (who, row) => isSupplier(who) && bills(who, row),
  'settlements.account_version': byAccount,
  'documents.document': byDocument,
  'documents.party': byDocument,
  'documents.version': byDocument,
  'documents.signature': byDocument,
  'documents.delivery': byDocument,
  'documents.record': byDocument,
  'documents.registration': byDocument,
};

/** Tables whose rows say by another one whose they are. */
const joined: Readonly<Record<string, string>> = {
  'access.person': `left join (
    select person_id as asked_about from access.membership where subject_id is null) as asked
    on asked_about = person_id`,
  'access.mandate_account': 'join access.mandate using (mandate_id)',
  'access.membership_event': 'join access.membership using (membership_id)',
  'support.error_step': 'join support.error_report using (report_id)',
  'provision.answer': 'join provision.change using (change_id)',
  'settlements.bill': `join (
    select run_id, biller_id as run_biller from settlements.billing_run) as run using (run_id)`,
  'settlements.receipt': 'join settlements.payment using (payment_id)',
  'settlements.reading_import_line': 'join settlements.reading_import using (import_id)',
};

/** All rows of a table, each with its place and whose it is. */
export async function allRows(table: string): Promise<ReadonlyMap<string, Row>> {
  const { rows } = await office.database.pool.query<Row & { readonly place: string }>(
    `select *, ${placeIn(table)} as place from ${table} ${joined[table] ?? ''}`,
  );
  return new Map(rows.map((row) => [row.place, row]));
}

/** Where a row stands: of a partitioned table the partition too. */
export const placeIn = (table: string) => `${table}.tableoid::text || ${table}.ctid::text`;

async function seenBy(principal: Principal, table: string): Promise<readonly string[]> {
  const { db, end } = bindReading(office.app.users, principal, office.now);
  const { rows } = await queryableOf(db).query(`select ${placeIn(table)} as place from ${table}`);
  await end();
  return rows.map(({ place }) => String(place));
}

export const seen = { cells: 0, rows: 0 };

/** Who sees what is not theirs, or misses what is. */
export async function wrongCells(table: string): Promise<readonly string[]> {
  const all = await allRows(table);
  if (all.size === 0) throw new Error(`${table} is empty`);
  const isTheirs = whose[table];
  if (isTheirs === undefined) throw new Error(`whose are the rows of ${table}?`);
  const wrong: string[] = [];
  for (const who of principals) {
    const places = new Set(await seenBy(who.principal, table));
    seen.cells += 1;
    seen.rows += places.size;
    for (const [place, row] of all) {
      const isSeen = places.has(place);
      if (isSeen === isTheirs(who, row)) continue;
      wrong.push(`${who.name} ${isSeen ? 'sees' : 'misses'} ${table} ${toJson(row)}`);
    }
  }
  return wrong;
}
