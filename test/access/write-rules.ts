import { accountRelations, type MatrixPrincipal } from './matrix-town.ts';
import { billerOf } from './canaries.ts';
import { askerGroups } from './oracle.ts';
import {
  bills,
  byAccount,
  byMeter,
  byPerson,
  bySubject,
  isSupplier,
  nobodys,
  relationOf,
  whose,
  type IsTheirs,
  type Row,
} from './rows-town.ts';

/** Who adds and changes rows, from the regulation; `whose` beside it says who sees them. */
const ofSuppliers =
  (rule: IsTheirs): IsTheirs =>
  (who, row) =>
    isSupplier(who) && rule(who, row);
export const whoseOf = (table: string): IsTheirs => whose[table] ?? nobodys;
const isAdministrator = ({ principal: { role } }: MatrixPrincipal) =>
  role === 'technical-administrator' || role === 'temporary-administrator';
/** Of a body of the town’s hromada, and not of consumers (1039:55). */
const decidedBy: IsTheirs = ({ principal: { role } }, row) =>
  role === 'technical-administrator' ||
  (role === 'temporary-administrator' &&
    [1n, 3n].includes(row['subject_id'] as bigint) &&
    row['role'] !== 'collective-consumer');

export const elsewhere: Row = { hromada_id: 71 };
const ofAnother: Row = { account_id: accountRelations['same hromada'] };
const bodies: readonly Row[] = [{ biller_id: 1n }, { biller_id: 3n }];
const ofLines = [elsewhere, ofAnother, ...bodies, { provider_id: 1n }, { provider_id: 2n }];
const ofParts = ['delivery', 'party', 'record', 'registration', 'signature', 'version'];

/** How copies of rows differ from what there is, so that each condition decides alone once. */
export const variations: Readonly<Record<string, readonly Row[]>> = {
  'access.account_link': [elsewhere, ofAnother],
  'access.owner_change': [elsewhere, ofAnother, ...bodies],
  'access.membership': [1n, 3n].flatMap((person_id) =>
    ['active', 'blocked'].map((state) => ({ person_id, state })),
  ),
  'support.error_report': [{ state: 'checking' }],
  'settlements.account_version': [elsewhere],
  'settlements.reading': [elsewhere],
  'settlements.correction': ofLines,
  'settlements.transfer': ofLines,
  ...Object.fromEntries(ofParts.map((part) => [`documents.${part}`, [elsewhere]])),
};

/** What an update sets, and which columns those are. */
export interface Change {
  readonly change: string;
  readonly columns: readonly string[];
}

/** A line of a supplier's own or of what they bill, and always of whoever bills the account. */
const isLineOfBiller: IsTheirs = (who, row) =>
  isSupplier(who) &&
  [row['provider_id'], row['biller_id']].includes(who.principal.subjectId) &&
  billerOf[relationOf(row['account_id']) ?? 'own'] === row['biller_id'];
const isOwnLink: IsTheirs = (who, row) =>
  byPerson(who, row) && !isSupplier(who) && byAccount(who, row);
const answersForErrors: IsTheirs = ({ principal: { role } }) =>
  role === 'owner' || role === 'technical-administrator';
/** What the owner decides on is signed (1039:95). */
const isOwnersToDecide: IsTheirs = ({ principal: { role } }, row) =>
  role === 'owner' && row['received_at'] !== null;
/** Words are sealed right behind the row, once, by whoever asks. */
const isUnsaid: IsTheirs = (who, row) =>
  askerGroups.includes(who.principal.role) && byPerson(who, row) && row['said'] === null;
const isShutOut = ({ name }: MatrixPrincipal) => name.endsWith('who is blocked');

/** Who adds rows like those there are; others than in the list add what is theirs to see. */
export const adds: Readonly<Record<string, IsTheirs>> = {
  'access.access_request': (who, row) =>
    row['submitter_id'] === who.principal.personId || decidedBy(who, row),
  'access.account_link': ofSuppliers(bills),
  'access.house': (who, row) =>
    who.principal.role === 'collective-consumer' && row['subject_id'] === who.principal.subjectId,
  'access.mandate': ({ principal: { personId } }, row) =>
    personId !== null && row['grantor_id'] === personId,
  'access.mandate_account': (who, row) => !isSupplier(who) && byAccount(who, row),
  'access.membership': (who, row) =>
    decidedBy(who, row) ||
    (byPerson(who, row) &&
      row['subject_id'] === null &&
      row['state'] === 'active' &&
      !isShutOut(who)),
  'access.owner_change': (who, row) => bySubject('biller_id')(who, row) && bills(who, row),
  'access.restricted_request': (who, row) =>
    askerGroups.includes(who.principal.role) && byPerson(who, row) && row['received_at'] === null,
  'provision.change': (who, row) => bySubject('provider_id')(who, row) && row['state'] === 'draft',
  'provision.answer': ({ principal: { subjectId } }, row) =>
    row['answerer_id'] === subjectId && row['submitted_at'] !== null,
  'support.error_report': ({ principal: { personId } }, row) =>
    row['person_id'] === personId && row['state'] === 'sent',
  'support.error_step': answersForErrors,
  'settlements.account_version': ofSuppliers(byAccount),
  'settlements.reading': byMeter,
  'settlements.correction': isLineOfBiller,
  'settlements.transfer': isLineOfBiller,
  ...Object.fromEntries(
    [
      ...['access.person', 'access.subject_account', 'access.factor_removal', 'registry.account'],
      ...['registry.account_service', 'registry.meter', 'settlements.bill', 'settlements.charge'],
      ...['settlements.billing_question', 'settlements.receipt', 'settlements.reading_import_line'],
    ].map((table) => [table, nobodys]),
  ),
};

export interface RuledChange extends Change {
  readonly isTheirs: IsTheirs;
  /** Whoever may change a row otherwise is refused this change of it. */
  readonly isRefused?: IsTheirs;
}

/** Who changes rows; others than in the list change what is theirs to see. */
export const changes: Readonly<Record<string, IsTheirs>> = {
  'access.access_request': (who, row) =>
    row['submitter_id'] === who.principal.personId
      ? row['said'] === null || row['entry'] === 'person'
      : row['received_at'] !== null && decidedBy(who, row),
  'access.account_link': (who, row) =>
    ofSuppliers(bills)(who, row) || (isOwnLink(who, row) && row['ended_at'] !== null),
  'access.house': (who, row) => !isSupplier(who) && whoseOf('access.house')(who, row),
  'access.membership': (who, row) =>
    decidedBy(who, row) || (byPerson(who, row) && row['state'] !== 'active'),
  'access.owner_change': (who, row) => bySubject('biller_id')(who, row) && row['ground'] === null,
  'access.person': byPerson,
  'access.restricted_request': (who, row) =>
    isUnsaid(who, row) || (isOwnersToDecide(who, row) && row['outcome'] !== null),
  'provision.change': (who, row) =>
    bySubject('provider_id')(who, row) && row['state'] === 'withdrawn',
  'support.error_report': answersForErrors,
  'settlements.account_version': ofSuppliers(byAccount),
  ...Object.fromEntries(
    [
      ...['access.factor_removal', 'access.mandate_account', 'access.subject_account'],
      ...['registry.account', 'registry.account_service', 'registry.meter'],
      ...['settlements.billing_question', 'settlements.reading_import_line'],
    ].map((table) => [table, nobodys]),
  ),
};

/** Who may end a row and change nothing else of it, and how. */
export const ends: Readonly<Record<string, RuledChange>> = {
  'access.account_link': {
    change: `ended_at = '2026-10-20', ended_by = 'biller'`,
    columns: ['ended_at', 'ended_by'],
    isTheirs: (who, row) => ofSuppliers(bills)(who, row) || isOwnLink(who, row),
  },
  'access.house': {
    change: `state = 'ended', ended_at = '2026-10-20'`,
    columns: ['state', 'ended_at'],
    isTheirs: whoseOf('access.house'),
  },
  'access.membership': {
    change: `state = 'blocked'`,
    columns: ['state'],
    isTheirs: (who, row) => decidedBy(who, row) || byPerson(who, row),
  },
  'access.restricted_request': {
    change: `outcome = 'refused', reason = '\\x00', decider_id = 2, decided_at = '2026-10-20',
      account_id = null, hromada_id = null, opened = null, is_told = null, ended_at = null,
      ended_by = null, received_at = '2026-10-20', due_at = '2026-10-20'`,
    columns: [
      ...['outcome', 'reason', 'decider_id', 'decided_at', 'account_id', 'hromada_id', 'opened'],
      ...['is_told', 'ended_at', 'ended_by', 'received_at', 'due_at'],
    ],
    isTheirs: isOwnersToDecide,
    isRefused: isUnsaid,
  },
  'provision.change': {
    change: `state = 'withdrawn', obstacle = null, answer_document_id = null,
      answer_number = null, settled_at = '2026-10-20'`,
    columns: ['state', 'obstacle', 'answer_document_id', 'answer_number', 'settled_at'],
    isTheirs: bySubject('provider_id'),
  },
};

/** What is written may not be given to another, but by who decides on both. */
export const gifts: typeof ends = {
  'access.access_request': {
    change: 'submitter_id = 2',
    columns: ['submitter_id'],
    isTheirs: (who, row) =>
      isAdministrator(who) && row['received_at'] !== null && decidedBy(who, row),
    isRefused: (who, row) => changes['access.access_request']?.(who, row) === true,
  },
  'access.restricted_request': {
    change: 'person_id = 2',
    columns: ['person_id'],
    isTheirs: nobodys,
    isRefused: (who, row) => isOwnersToDecide(who, row) || isUnsaid(who, row),
  },
  'access.owner_change': {
    change: 'biller_id = 3',
    columns: ['biller_id'],
    isTheirs: (who, row) =>
      row['biller_id'] === 3n && changes['access.owner_change']?.(who, row) === true,
    isRefused: (who, row) => changes['access.owner_change']?.(who, row) === true,
  },
};
