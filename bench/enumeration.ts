import { sql } from 'kysely';
import { randomUUID } from 'node:crypto';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import type { DatabaseHandle } from '#platform/db/database.ts';
import { anonymous } from '#platform/principal.ts';
import { Sessions } from '#platform/sessions/sessions.ts';
import { taxNumber } from '#tools/generator/people.ts';
import { readPersonCodes } from '#modules/access/index.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { median } from './harness.ts';
import { mannWhitney } from './mann-whitney.ts';
import { benchSecrets } from './secrets.ts';
import { withDemonstration } from './web-load.ts';

const samples = 300;
const warmUp = 40;
const millisecondsShown = 3;
/** So many connections and requests to billers somebody may try before they are told to wait. */
const triesOfOne = 4;
const formType = 'application/x-www-form-urlencoded';
/** Passes its check digits and is no code of anything. */
const wrongCode = '0000 0000 0000 01';

interface Consumer {
  readonly cookie: string;
  readonly csrf: string;
}

/** One request about something that is there, and one about nothing, told apart by time or not. */
interface Question {
  readonly name: string;
  readonly ask: (isThere: boolean, at: number) => Promise<Response>;
}

/**
 * Whether the time of an answer tells what is there from what is not: requests of both kinds in
 * turn, compared by ranks. An answer that tells nothing has a share near 0.5.
 */
export async function enumerationBench(): Promise<void> {
  await withDemonstration(async ({ web, worker }) => {
    const town = await readTown(worker);
    const consumers = await makeConsumers(worker, (samples * 2 + warmUp * 2) / triesOfOne);
    for (const question of questionsOf(web, town, consumers)) {
      const [there, missing] = await timesOf(question);
      const { share, z, p } = mannWhitney(there, missing);
      const apart = median(there) - median(missing);
      console.log(
        `${question.name}: there ${median(there).toFixed(millisecondsShown)} ms, missing ` +
          `${median(missing).toFixed(millisecondsShown)} ms, apart ${apart.toFixed(millisecondsShown)} ms; ` +
          `Mann-Whitney share ${share.toFixed(3)}, z ${z.toFixed(2)}, p ${p.toFixed(3)}`,
      );
    }
    console.log(`enumeration: ${samples} pairs of each question, asked in turn`);
  });
}

async function timesOf({ name, ask }: Question): Promise<readonly [number[], number[]]> {
  const times: readonly [number[], number[]] = [[], []];
  const statuses = new Set<number>();
  for (let at = 0; at < warmUp + samples; at += 1) {
    // Which comes first changes with whoever asks, whose first request finds the session too.
    for (const isThere of Math.floor(at / 2) % 2 === 0 ? [true, false] : [false, true]) {
      const from = performance.now();
      const answer = await ask(isThere, at);
      await answer.arrayBuffer();
      const took = performance.now() - from;
      statuses.add(answer.status);
      if (at >= warmUp) times[isThere ? 0 : 1].push(took);
    }
  }
  if (statuses.size !== 1) throw new Error(`${name}: answers ${Array.from(statuses).join(' ')}`);
  return times;
}

interface Town {
  /** Nobody’s of those who ask. */
  readonly accountId: bigint;
  /** Linked to all of them. */
  readonly ownAccountId: bigint;
  readonly number: string;
  readonly edrpou: string;
  readonly paymentId: string;
  readonly knownCodes: readonly string[];
}

async function readTown({ db }: DatabaseHandle): Promise<Town> {
  const { rows: accounts } = await sql<{ account_id: bigint; number: string; edrpou: string }>`
    select account_id, number, edrpou from registry.account
    join registry.subject on subject_id = biller_id
    where account_id not in (select account_id from access.account_link)
    order by account_id limit 1`.execute(db);
  const { rows: links } = await sql<{ account_id: bigint }>`
    select account_id from access.account_link order by account_id limit 1`.execute(db);
  const { rows: payments } = await sql<{ payment_id: string }>`
    select payment_id from settlements.payment order by payment_id limit 1`.execute(db);
  const { rows: people } = await sql<{ person_id: bigint }>`
    select person_id from access.person order by person_id limit 8`.execute(db);
  const ids = people.map(({ person_id }) => person_id);
  const codes = await readPersonCodes(queryableOf(db), await benchSecrets(), ids);
  const [account] = accounts;
  const [payment] = payments;
  const [link] = links;
  if (account === undefined || payment === undefined || link === undefined)
    throw new Error('the town is empty');
  return {
    ...{ accountId: account.account_id, number: account.number, edrpou: account.edrpou },
    ...{ paymentId: payment.payment_id, ownAccountId: link.account_id },
    knownCodes: codes.flatMap((code) => code ?? []),
  };
}

/** People who have just signed in, each with the same account. */
async function makeConsumers({ db }: DatabaseHandle, count: number): Promise<readonly Consumer[]> {
  const sessions = new Sessions(db, systemClock, await benchSecrets());
  const { rows } = await sql<{ person_id: bigint }>`
    with people as (
      insert into access.person (created_at)
      select now() from generate_series(1, ${count}::int) returning person_id)
    insert into access.account_link (person_id, hromada_id, account_id, linked_at, proof, capacity)
    select person_id, hromada_id, account_id, now(), 'provider', 'owner'
    from people, (
      select hromada_id, account_id from access.account_link order by account_id limit 1) as own
    returning person_id`.execute(db);
  return Promise.all(
    rows.map(async ({ person_id: personId }) => {
      const principal = {
        ...anonymous,
        ...{ role: 'individual-consumer' as const, personId, personName: 'Bench' },
      };
      const token = await sessions.begin({ principal, method: 'bank_id', device: 'Bench' });
      const session = await sessions.find(token);
      return { cookie: `zhkp=${token}`, csrf: session?.csrfToken ?? '' };
    }),
  );
}

function questionsOf(web: string, town: Town, consumers: readonly Consumer[]): readonly Question[] {
  const of = (at: number): Consumer => {
    const found = consumers[Math.floor((at * 2) / triesOfOne)];
    if (found === undefined) throw new RangeError('too few consumers');
    return found;
  };
  const get = (at: number, path: string) =>
    fetch(`${web}${path}`, { headers: { cookie: of(at).cookie }, redirect: 'manual' });
  const post = (at: number, path: string, form: Readonly<Record<string, string>>) => {
    const { cookie, csrf } = of(at);
    return fetch(`${web}${path}`, {
      ...{ method: 'POST', redirect: 'manual' as const },
      headers: { cookie, 'content-type': formType },
      body: new URLSearchParams({ _csrf: csrf, ...form }).toString(),
    });
  };
  const noNumber = town.number.replaceAll(/\d/g, '9');
  const number = (isThere: boolean) => (isThere ? town.number : noNumber);
  return [
    {
      name: 'bill of an account',
      ask: (isThere, at) =>
        get(at, `/cabinet/bills/${isThere ? town.accountId : town.accountId + 900_000n}/2026-10`),
    },
    {
      name: 'payment',
      ask: (isThere, at) => get(at, `/cabinet/payments/${isThere ? town.paymentId : randomUUID()}`),
    },
    {
      name: 'account connected by a wrong code',
      ask: (isThere, at) =>
        post(at, '/cabinet/own-accounts/connect', {
          ...{ number: number(isThere), code: wrongCode, capacity: 'owner' },
        }),
    },
    {
      name: 'biller asked about an account',
      ask: (isThere, at) =>
        post(at, '/cabinet/own-accounts/ask', {
          ...{ number: number(isThere), edrpou: town.edrpou, capacity: 'owner' },
        }),
    },
    {
      name: 'mandate to somebody by tax number',
      ask: (isThere, at) =>
        post(at, '/cabinet/mandates', {
          rnokpp: isThere ? (town.knownCodes[at % town.knownCodes.length] ?? '') : unknownCode(at),
          ...{ surname: 'Bench', givenName: 'Bench', acts: 'pay' },
          accounts: String(town.ownAccountId),
          until: mandateUntil(at),
        }),
    },
  ];
}

/** The tax number of somebody whom nobody has named before. */
function unknownCode(at: number): string {
  const bornOn = Temporal.PlainDate.from('1999-01-01').add({ days: at });
  return taxNumber({ bornOn, sex: 'female', serial: 4_321 });
}

/** Each is another mandate: the same one is offered once. */
function mandateUntil(at: number): string {
  return dayInKyiv(systemClock.now())
    .add({ days: 1 + at })
    .toString();
}
