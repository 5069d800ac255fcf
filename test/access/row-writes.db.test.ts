import { afterAll, beforeAll, expect } from 'vitest';
import type { PoolClient } from 'pg';
import { toJson } from '#platform/json.ts';
import { reachOf } from '#platform/reach.ts';
import { lawTest } from '#test/law-test.ts';
import { brokenPolicies, type Broken } from './broken-policies.ts';
import { billerOf } from './canaries.ts';
import { accountRelations, type MatrixPrincipal } from './matrix-town.ts';
import { askerGroups } from './oracle.ts';
import {
  allRows,
  bills,
  byAccount,
  byMeter,
  byPerson,
  bySubject,
  isSupplier,
  nobodys,
  office,
  openTown,
  principals,
  relationOf,
  whose,
  wrongCells,
  type IsTheirs,
  type Row,
} from './rows-town.ts';

let client: PoolClient;

beforeAll(async () => {
  await openTown();
  client = await office.database.pool.connect();
  await client.query(triedAdds);
});
afterAll(async () => {
  client.release();
  await office.close();
});

const tables = Object.keys(whose);
const ofSuppliers =
  (rule: IsTheirs): IsTheirs =>
  (who, row) =>
    isSupplier(who) && rule(who, row);
const whoseOf = (table: string): IsTheirs => whose[table] ?? nobodys;
const isAdministrator = ({ principal: { role } }: MatrixPrincipal) =>
  role === 'technical-administrator' || role === 'temporary-administrator';
/** Of a body of the town’s hromada, and not of consumers (1039:55). */
const decidedBy: IsTheirs = ({ principal: { role } }, row) =>
  role === 'technical-administrator' ||
  (role === 'temporary-administrator' &&
    [1n, 3n].includes(row['subject_id'] as bigint) &&
    row['role'] !== 'collective-consumer');

const elsewhere: Row = { hromada_id: 71 };
const ofAnother: Row = { account_id: accountRelations['same hromada'] };
const bodies: readonly Row[] = [{ biller_id: 1n }, { biller_id: 3n }];
const ofLines = [elsewhere, ofAnother, ...bodies, { provider_id: 1n }, { provider_id: 2n }];
const ofParts = ['delivery', 'party', 'record', 'registration', 'signature', 'version'];

/** How copies of rows differ from what there is, so that each condition decides alone once. */
const variations: Readonly<Record<string, readonly Row[]>> = {
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
interface Change {
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
const adds: Readonly<Record<string, IsTheirs>> = {
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

interface RuledChange extends Change {
  readonly isTheirs: IsTheirs;
  /** Whoever may change a row otherwise is refused this change of it. */
  readonly isRefused?: IsTheirs;
}

/** Who changes rows; others than in the list change what is theirs to see. */
const changes: Readonly<Record<string, IsTheirs>> = {
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
const ends: Readonly<Record<string, RuledChange>> = {
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
const gifts: typeof ends = {
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

/** Adds a copy of each row and takes it back; that it is there already comes after the policy. */
const triedAdds = `create function public.tried_adds(target regclass, copies json[])
  returns boolean[] language plpgsql as $$
  declare
    copy json;
    results boolean[] := '{}';
  begin
    foreach copy in array copies loop
      begin
        execute format('insert into %s overriding system value
          select (json_populate_record(null::%s, $1)).*', target, target) using copy;
        raise exception 'taken back';
      exception
        when insufficient_privilege then results := results || false;
        when others then results := results || true;
      end;
    end loop;
    return results;
  end $$`;

/** Does something as somebody and takes it back. */
async function trying<T>(who: MatrixPrincipal, work: () => Promise<T>): Promise<T> {
  await client.query(`begin; ${reachOf(who.principal, office.now)}`);
  try {
    return await work();
  } finally {
    await client.query('rollback');
  }
}

const counted = { adds: 0, changes: 0 };

async function wrongAdds(table: string): Promise<readonly string[]> {
  const isTheirs = adds[table] ?? whoseOf(table);
  const all = await allRows(table);
  const { rows } = await client.query<{ place: string; copy: string }>(
    `select ${placeOfOne} as place, row_to_json(one)::text as copy
     from ${table} as one`,
  );
  const copies = rows.flatMap(({ place, copy }) =>
    [{}, ...(variations[table] ?? [])].map((variation: Row) => ({
      row: { ...all.get(place), ...variation },
      // An id begins with its hromada: what says another one is nobody's.
      isMisplaced: variation === elsewhere && all.get(place)?.['hromada_id'] !== 71,
      copy: toJson({ ...(JSON.parse(copy) as Row), ...variation }),
    })),
  );
  const wrong: string[] = [];
  for (const who of principals) {
    const tried = await trying(who, () =>
      client.query<{ added: readonly boolean[] }>('select public.tried_adds($1, $2) as added', [
        table,
        copies.map(({ copy }) => copy),
      ]),
    );
    for (const [at, added] of (tried.rows[0]?.added ?? []).entries()) {
      counted.adds += 1;
      const { row = {}, isMisplaced = false } = copies[at] ?? {};
      if (added === (isTheirs(who, row) && !isMisplaced)) continue;
      wrong.push(`${who.name} ${added ? 'adds' : 'may not add'} ${table} ${toJson(row)}`);
    }
  }
  return wrong;
}

const placeOfOne = 'one.tableoid::text || one.ctid::text';
/** A row by what of it stays when columns are changed. */
const keyWithout = (columns: readonly string[]) =>
  `(to_jsonb(one) - '{${columns.join(',')}}'::text[])::text`;

/** A change that nothing but a policy keeps anybody from; undefined of what is never changed. */
async function harmlessChange(table: string): Promise<Change | undefined> {
  const { rows } = await client.query<{ column: string; value: string | null }>(
    `select attname as column, to_json(one) ->> attname as value
     from pg_attribute, (select * from ${table} limit 1) as one
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attidentity = ''
       and attgenerated = '' and has_column_privilege('zhkp_app', attrelid, attnum, 'update')
     order by attnum desc`,
    [table],
  );
  for (const { column, value } of rows) {
    const change = `${column} = ${value === null ? 'null' : client.escapeLiteral(value)}`;
    await client.query('begin');
    const works = await client.query(`update ${table} set ${change}`).then(
      () => true,
      () => false,
    );
    await client.query('rollback');
    if (works) return { change, columns: [column] };
  }
  return undefined;
}

/** Keys of the rows that somebody changes; undefined when one of those may not become so. */
function changedBy(who: MatrixPrincipal, { table, key, change }: Readonly<Record<string, string>>) {
  return trying(who, async () => {
    try {
      await client.query(`update ${table} set ${change}`);
    } catch (error) {
      if ((error as { code?: string }).code === '42501') return undefined;
      throw error;
    }
    await client.query('reset role');
    const { rows } = await client.query<{ key: string }>(
      `select ${key} as key from ${table} as one where one.xmin = pg_current_xact_id()::xid`,
    );
    return new Set(rows.map((row) => row.key));
  });
}

async function wrongChanges(table: string): Promise<readonly string[]> {
  const harmless = await harmlessChange(table);
  if (harmless === undefined) return [];
  const [end, gift] = [ends[table], gifts[table]];
  const made: RuledChange[] = [
    {
      ...{ ...harmless, isTheirs: changes[table] ?? whoseOf(table) },
      ...(end === undefined ? {} : { isRefused: end.isTheirs }),
    },
    ...(end === undefined ? [] : [end]),
    ...(gift === undefined ? [] : [gift]),
  ];
  const wrong: string[] = [];
  for (const one of made) wrong.push(...(await wronglyChanged(table, one)));
  return wrong;
}

/** Who changes what is not theirs by one change, or is not refused what they are to be. */
async function wronglyChanged(table: string, made: RuledChange): Promise<readonly string[]> {
  const { change, columns, isTheirs, isRefused = nobodys } = made;
  const key = keyWithout(columns);
  const { rows } = await client.query<{ key: string; place: string }>(
    `select ${key} as key, ${placeOfOne} as place from ${table} as one`,
  );
  const all = await allRows(table);
  const rowAt = (place: string) => all.get(place) ?? {};
  const wrong: string[] = [];
  for (const who of principals) {
    const changed = await changedBy(who, { table, key, change });
    const mayNot = rows.some(
      ({ place }) => isRefused(who, rowAt(place)) && !isTheirs(who, rowAt(place)),
    );
    counted.changes += rows.length;
    if (mayNot !== (changed === undefined)) {
      wrong.push(
        `${who.name} is ${changed === undefined ? '' : 'not '}refused ${table} set ${change}`,
      );
    }
    for (const one of changed === undefined ? [] : rows) {
      const isChanged = changed?.has(one.key) === true;
      if (isChanged === isTheirs(who, rowAt(one.place))) continue;
      wrong.push(
        `${who.name} ${isChanged ? 'changes' : 'may not change'} ${table} ${toJson(rowAt(one.place))}`,
      );
    }
  }
  return wrong;
}

lawTest(
  ['1039:25', '1039:26.5.a.4', '1039:71'],
  'nobody adds or changes a row that is not theirs to add or to change',
  async () => {
    const wrong: string[] = [];
    for (const table of tables) {
      wrong.push(...(await wrongAdds(table)), ...(await wrongChanges(table)));
    }
    console.log(
      `row-level security: ${counted.adds} rows tried to be added, ${counted.changes} to be ` +
        `changed, ${wrong.length} wrong`,
    );
    expect(wrong).toEqual([]);
    expect(counted.adds).toBeGreaterThan(9_000);
    expect(counted.changes).toBeGreaterThan(6_000);
  },
);

async function isNoticed(one: Broken & { readonly table: string }): Promise<boolean> {
  const { pool } = office.database;
  await pool.query(one.breaks);
  try {
    for (const wrongIn of [wrongCells, wrongAdds, wrongChanges]) {
      if ((await wrongIn(one.table)).length > 0) return true;
    }
    return false;
  } finally {
    await pool.query(one.mends);
  }
}

/** Of rows that there are, an id tells the hromada: it stands beside for the sake of the plan. */
const isOfHromada = ({ dropped }: Broken) =>
  /^\(\w+\.hromada_id = \w+\.hromada_id\)$/.test(dropped);

lawTest(
  ['1039:25', '1039:26.5.a.4', '1039:55'],
  'every policy with any of its conditions taken away is noticed',
  async () => {
    const broken = await brokenPolicies(office.database.pool);
    const alive: Broken[] = [];
    for (const one of broken) if (!(await isNoticed(one))) alive.push(one);
    const same = alive.filter(isOfHromada);
    console.log(
      `broken policies: ${broken.length} tried, ${same.length} the same for every row, ` +
        `${alive.length - same.length} not noticed`,
    );
    expect(alive.filter((one) => !same.includes(one)).map(({ name }) => name)).toEqual([]);
    expect(same.length).toBeLessThan(12);
    expect(broken.length).toBeGreaterThan(150);
  },
  300_000,
);
