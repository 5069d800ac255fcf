import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { period } from '#kernel/period.ts';
import { confirmContactCommand } from '#modules/access/contacts/confirm-contact.ts';
import { tellContactsCommand } from '#modules/access/contacts/tell-contacts.ts';
import { passFactorCommand } from '#modules/access/sign-in/pass-factor.ts';
import { insertPending } from '#modules/access/sign-in/pending.sql.ts';
import { hashOf } from '#modules/access/sign-in/tokens.ts';
import { findPersonCommand, searchesMax } from '#modules/access/persons/find-person.ts';
import { watch } from '#platform/alarms/watch.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { anonymous, system, type Principal } from '#platform/principal.ts';
import { AccessOffice, smallTown } from '#test/access/access-office.ts';
import { LifeOffice } from '#test/access/life-office.ts';
import { SignInOffice } from '#test/access/sign-in-office.ts';
import { lawTest } from '#test/law-test.ts';
import type { TestDatabase } from '#test/database.ts';
import { testSecrets } from '#test/secrets.ts';
import { taxNumber } from '#tools/generator/people.ts';

/** Ten thousand of each were tried once by hand (docs/measurements.md). */
const attempts = { account: 10_000, factor: 4_000, contact: 4_000, person: 2_000 };
const hours = 5;
const anHour = attempts.factor / hours;
/** So many are in flight at a time, as many as the platform has connections for. */
const atOnce = 8;
const looksOfAlarm = 4;

/** What is counted is tries, not how soon a disk has them. */
async function hurry({ pool }: TestDatabase): Promise<void> {
  const { rows } = await pool.query<{ name: string }>('select current_database() as name');
  await pool.query(`alter database ${rows[0]?.name ?? ''} set synchronous_commit = off`);
}

/** Does a thing so many times, several at once; what came of each, counted. */
async function many(times: number, one: (at: number) => Promise<string>) {
  const came = new Map<string, number>();
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < times; at = next++) {
      const what = await one(at);
      came.set(what, (came.get(what) ?? 0) + 1);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return came;
}

/** Incidents and letters that the administrator has of what was seen, looked for several times. */
async function alarms(database: TestDatabase, now: Temporal.Instant) {
  const administrators = () => Promise.resolve(['person:1']);
  const db = database.as('zhkp_worker').pool;
  const count = async (what: string) => {
    const { rows } = await database.pool.query<{ count: bigint }>(`select count(*) ${what}`);
    return Number(rows[0]?.count);
  };
  const countLetters = () => count(`from platform.letter where notice = 'incident'`);
  const before = await countLetters();
  for (let look = 0; look < looksOfAlarm; look += 1) {
    const clock = { now: () => now.add({ seconds: 15 * look }) };
    await watch({ db, clock, administrators });
  }
  return {
    incidents: await count('from platform.incident'),
    letters: (await countLetters()) - before,
  };
}

describe('codes of paper bills', () => {
  let office: AccessOffice;
  beforeAll(async () => {
    office = await AccessOffice.open();
    await hurry(office.database);
  });
  afterAll(() => office.close());

  lawTest(
    ['1039:53.3', '1039:21.5', '1039:53.5'],
    'of thousands of tries of four people five each are looked at, and the owner connects',
    async () => {
      const attackers = await Promise.all(
        ['2772741862', '2772797519', '2920147112', '2845713250'].map((code) =>
          office.consumer('Нападник', code),
        ),
      );
      const form = { number: '0000101', capacity: 'owner' };
      const came = await many(attempts.account, async (at) => {
        const code = String(at).padStart(12, '0');
        const check = String(98n - ((BigInt(code) * 100n) % 97n))
          .padStart(2, '0')
          .slice(-2);
        const who = attackers[at % attackers.length] ?? anonymous;
        const outcome = await office.do(office.connect, who, { ...form, code: code + check });
        return typeof outcome === 'string' ? outcome : outcome.kind;
      });
      const { pool } = office.database;
      const { rows } = await pool.query('select 1 from access.link_attempt');
      const owner = await office.consumer('Шевченко', '3012548307');
      const code = office.codes.codeFor(smallTown.account, period('2026-10'));
      expect(await office.do(office.connect, owner, { ...form, code })).toMatchObject({
        kind: 'connected',
      });
      const told = await alarms(office.database, office.now);
      console.log(
        `account codes: ${attempts.account} attempts, ${rows.length} looked at ` +
          `(${rows.length / attackers.length} of a person an hour), ` +
          `${told.incidents} incidents, ${told.letters} letter`,
      );
      expect(came.get('connected')).toBeUndefined();
      expect(rows).toHaveLength(attackers.length * 5);
      expect(told).toEqual({ incidents: attackers.length, letters: 1 });
    },
  );
});

describe('tax numbers at the administrator’s desk', () => {
  let office: LifeOffice;
  beforeAll(async () => {
    office = await LifeOffice.open();
    await hurry(office.access.database);
  });
  afterAll(() => office.close());

  lawTest(
    ['1039:53.3', '1039:21.5', '1039:53.5'],
    'of thousands of one administrator twenty an hour are looked at, and an alarm is told',
    async () => {
      const guesser = await office.official('technical-administrator', '2772741862');
      const other = await office.official('technical-administrator', '2772797519');
      const find = findPersonCommand(testSecrets);
      const bornOn = Temporal.PlainDate.from('1980-05-05');
      const numbers = Array.from({ length: attempts.person }, (_, serial) =>
        taxNumber({ bornOn, sex: 'male', serial }),
      );
      const [victim = ''] = numbers.slice(-1);
      await office.access.consumer('Ціль', victim);
      const came = await many(attempts.person, async (at) => {
        const outcome = await office.access.do(find, guesser, { rnokpp: numbers[at] });
        return typeof outcome === 'string' ? outcome : outcome.kind;
      });
      const told = await alarms(office.access.database, office.access.now);
      console.log(
        `tax numbers: ${attempts.person} attempts, ${came.get('nobody')} looked at in an hour, ` +
          `${told.incidents} incident, ${told.letters} letter`,
      );
      expect(Object.fromEntries(came)).toEqual({
        ...{ nobody: searchesMax, 'too-many': attempts.person - searchesMax },
      });
      expect(told).toEqual({ incidents: 1, letters: 1 });
      // Whoever works beside them is kept from nothing.
      expect(await office.access.do(find, other, { rnokpp: victim })).toMatchObject({
        kind: 'found',
      });
    },
  );
});

describe('codes that prove who somebody is', () => {
  let office: SignInOffice;
  const personOf = async (name: string): Promise<Principal> => ({
    ...anonymous,
    ...{ role: 'individual-consumer', personId: await office.personId(name), personName: name },
  });

  beforeAll(async () => {
    office = await SignInOffice.open();
    await hurry(office.database);
  });
  beforeEach(async () => {
    await office.clean();
    await office.database.pool.query('truncate platform.sighting, platform.incident');
  });
  afterAll(() => office.close());

  lawTest(
    ['1039:10.2', '1039:53.3', '1039:21.5', '1039:53.5'],
    'one-time and recovery codes at sign-in: ten an hour of a person, and nobody else is kept out',
    async () => {
      const secret = await office.setUpCodes(await office.signedIn('olena'));
      await office.setUpCodes(await office.signedIn('petro'));
      const { operations, factors, db } = office.parts;
      const passFactor = passFactorCommand(factors);
      const personId = await office.personId('petro');
      const perHour: number[] = [];
      let passed = 0;
      for (let hour = 0; hour < hours; hour += 1) {
        const came = await many(anHour, async (at) => {
          const token = `${hour} ${Math.floor(at / 5)}`;
          if (at % 5 === 0) {
            await insertPending(queryableOf(db), {
              ...{ tokenHash: hashOf(token), personId, personName: '', method: 'bank_id' },
              ...{ returnTo: '/cabinet', now: office.clock.now() },
            });
          }
          const oneTime = String(at * 37)
            .padStart(6, '0')
            .slice(-6);
          const recovery = `AAAA-AAAA-AAAA-${String(at)
            .padStart(4, 'A')
            .replaceAll(/[018 9]/g, 'B')}`;
          const code = at % 2 === 0 ? oneTime : recovery;
          const input = { token, address: '198.51.100.7', proof: { code } };
          const outcome = await operations.carryOut(passFactor, system, input);
          return outcome.kind === 'done' ? outcome.value.kind : outcome.kind;
        });
        passed += came.get('passed') ?? 0;
        perHour.push(came.get('no-match') ?? 0);
        if (hour < hours - 1) office.pass({ hours: 1, seconds: 1 });
      }
      const told = await alarms(office.database, office.clock.now());
      const victim = office.browser();
      await office.come(victim, 'olena');
      const answer = await victim.post('/sign-in/factor', { code: office.code(secret) });
      console.log(
        `one-time and recovery codes: ${attempts.factor} attempts in ${hours} hours, looked at ` +
          `${perHour.join(' ')}, ${told.incidents} incident, ${told.letters} letter`,
      );
      expect(answer.status).toBe(303);
      expect(perHour.every((looked) => looked <= 10)).toBe(true);
      expect(perHour.some((looked) => looked > 0)).toBe(true);
      // Of six good codes in a million each try may be one; what matters is how many are made.
      expect(passed).toBeLessThanOrEqual(1);
      expect(told).toEqual({ incidents: 1, letters: 1 });
    },
  );

  lawTest(
    ['1039:30.1', '1039:53.3', '1039:21.5'],
    'codes of contacts: ten an hour of a person, however many are sent for',
    async () => {
      await office.signedIn('olena');
      await office.signedIn('petro');
      const { operations, factors } = office.parts;
      const contacts = { secrets: factors.secrets, sendsToPhones: true };
      const tell = tellContactsCommand(contacts);
      const confirm = confirmContactCommand(factors.secrets);
      const attacker = await personOf('petro');
      const looked = async () => {
        const { rows } = await office.database.pool.query<{ tries: bigint }>(
          'select coalesce(sum(tries), 0) as tries from access.contact_code',
        );
        return Number(rows[0]?.tries);
      };
      const perHour: number[] = [];
      for (let hour = 0; hour < hours; hour += 1) {
        const before = await looked();
        await many(anHour, async (at) => {
          if (at % (anHour / 10) === 0) {
            const email = `somebody-else-${hour}-${at}@zrazkivka.example`;
            const phone = `+38067${String(hour * anHour + at).padStart(7, '0')}`;
            await operations.carryOut(tell, attacker, { email, phone, identity: 'yes' });
          }
          const code = String(at).padStart(6, '0');
          const kind = at % 2 === 0 ? 'email' : 'phone';
          const outcome = await operations.carryOut(confirm, attacker, { kind, code });
          return outcome.kind === 'done' ? outcome.value.kind : outcome.kind;
        });
        perHour.push((await looked()) - before);
        if (hour < hours - 1) office.pass({ hours: 1, minutes: 11 });
      }
      const told = await alarms(office.database, office.clock.now());
      console.log(
        `contact codes: ${attempts.contact} attempts in ${hours} hours, looked at ${perHour.join(' ')}, ` +
          `${told.incidents} incident, ${told.letters} letter`,
      );
      expect(perHour.every((tries) => tries <= 10)).toBe(true);
      expect(perHour.some((tries) => tries > 0)).toBe(true);
      expect(told).toEqual({ incidents: 1, letters: 1 });
    },
  );

  test('whoever guesses at a proof in their own sessions keeps nobody else out', async () => {
    const secret = await office.setUpCodes(await office.signedIn('olena'));
    const own = await office.setUpCodes(await office.signedIn('petro'));
    for (let session = 0; session < 15; session += 1) {
      const attacker = office.browser();
      await office.come(attacker, 'petro');
      await attacker.post('/sign-in/factor', { code: office.code(own) });
      office.pass({ seconds: 30 });
      await attacker.get('/cabinet/proof');
      for (let at = 0; at < 5; at += 1) await attacker.post('/cabinet/proof', { code: '000000' });
    }
    const victim = office.browser();
    await office.come(victim, 'olena');
    const answer = await victim.post('/sign-in/factor', { code: office.code(secret) });
    expect(answer.status).toBe(303);
  });
});
