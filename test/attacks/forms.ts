import { join } from 'node:path';
import { period } from '#kernel/period.ts';
import { openCodeToSend, openConnectionCodes } from '#modules/access/index.ts';
import { smallTown } from '#modules/settlements/readings/fixtures/small-town.ts';
import { dayInKyiv, systemClock } from '#platform/clock.ts';
import type { Principal } from '#platform/principal.ts';
import { fieldCipher } from '#platform/secrets/field-cipher.ts';
import { openFieldKeys } from '#platform/secrets/field-keys.ts';
import { firmCode } from '#tools/generator/people.ts';
import type { Target } from './target.ts';

const account = String(smallTown.account);
const today = dayInKyiv(systemClock.now());

export type Fields = Readonly<Record<string, string>>;

/** A form as somebody honest sends it, and how its effects are counted. */
export interface Sent {
  readonly who: Principal;
  readonly url: string;
  readonly form: () => Fields | Promise<Fields>;
  /** What there is one more of after all have come. */
  readonly effect: string;
}

/** The code of the newest paper bill. */
async function connectionCode(target: Target): Promise<string> {
  const codes = await openConnectionCodes(join(target.web.dataFolder, 'keys', 'connection.key'));
  return codes.codeFor(smallTown.account, period(today.toString().slice(0, 7)));
}

/** The code that went to somebody's new address. */
async function contactCode(target: Target): Promise<string> {
  const keys = await openFieldKeys(join(target.web.dataFolder, 'keys', 'fields'), systemClock);
  const { rows } = await target.pool.query<{ code_id: string }>(
    'select code_id from access.contact_code order by made_at desc limit 1',
  );
  const parts = { db: target.office.app.db, clock: systemClock, secrets: fieldCipher(keys) };
  return (await openCodeToSend(parts, rows[0]?.code_id ?? ''))?.code ?? '';
}

/** In this order: some go on from what the one before left; payments have a test of their own. */
export function validForms(target: Target): Readonly<Record<string, Sent>> {
  const { owner, stranger, objects } = target;
  const biller = { ...target.as('provider'), subjectId: smallTown.waterUtility };
  const administrator = target.as('technical-administrator');
  return {
    'an account connected by a code': {
      ...{ who: stranger, url: '/cabinet/own-accounts/connect' },
      form: async () => ({
        number: '0000101',
        capacity: 'tenant',
        code: await connectionCode(target),
      }),
      effect: `access.account_link where capacity = 'tenant'`,
    },
    'an account given up': {
      ...{ who: stranger, url: '/cabinet/own-accounts/disconnect' },
      form: () => ({ accountId: account }),
      effect: `access.account_link where capacity = 'tenant' and ended_at is not null`,
    },
    'a biller asked': {
      ...{ who: stranger, url: '/cabinet/own-accounts/ask' },
      form: async () => {
        await target.pool.query(`update registry.subject set edrpou = $2 where subject_id = $1`, [
          smallTown.waterUtility,
          firmCode(1),
        ]);
        return { number: '0000101', edrpou: firmCode(1), capacity: 'owner' };
      },
      effect: `access.link_request where state = 'asked'`,
    },
    'a biller’s answer': {
      ...{ who: biller, url: '/cabinet/link-requests' },
      form: () => ({ request: objects['request']?.there ?? '', decision: 'confirmed' }),
      effect: `access.link_request where state = 'confirmed'`,
    },
    'a mandate offered': {
      ...{ who: owner, url: '/cabinet/mandates' },
      form: () => ({
        ...{ rnokpp: '2920147112', surname: 'Сторонній', givenName: 'Олег' },
        ...{ acts: 'pay', accounts: account, until: today.add({ days: 30 }).toString() },
      }),
      effect: `access.mandate where state = 'offered'`,
    },
    'a mandate ended': {
      ...{ who: owner, url: '/cabinet/mandates/end' },
      form: () => ({ mandateId: objects['mandateId']?.there ?? '' }),
      effect: `access.mandate where state = 'revoked'`,
    },
    'contacts told': {
      ...{ who: owner, url: '/cabinet/profile' },
      form: () => ({ email: 'nova@zrazkivka.example', phone: '', identity: 'yes' }),
      effect: 'access.contact_code',
    },
    'a contact confirmed': {
      ...{ who: owner, url: '/cabinet/profile/confirm' },
      form: async () => ({ kind: 'email', code: await contactCode(target) }),
      effect: 'access.contact_code where used_at is not null',
    },
    'a program of codes begun': {
      ...{ who: owner, url: '/cabinet/security/generators' },
      form: () => ({ name: 'Телефон' }),
      effect: `access.code_generator where confirmed_at is null and name = 'Телефон'`,
    },
    'recovery codes made anew, ten of them': {
      ...{ who: owner, url: '/cabinet/security/recovery-codes' },
      form: async () => {
        await target.pool.query(
          `update access.code_generator set confirmed_at = now() where person_id = $1`,
          [target.owner.personId],
        );
        return {};
      },
      effect: '(select count(*) / 10.0 from access.recovery_code) as ten (count) where count = 1',
    },
    'a submission decided on': {
      ...{
        who: administrator,
        url: `/cabinet/access-desk/${objects['requestId']?.there}`,
      },
      form: () => ({ outcome: 'refused', reason: 'Не той підпис' }),
      effect: 'access.access_request where outcome is not null',
    },
    'a change of a right withdrawn': {
      ...{ who: biller, url: '/cabinet/provision/withdraw' },
      form: () => ({ changeId: '1' }),
      effect: `provision.change where state = 'withdrawn'`,
    },
    'an error being checked': {
      ...{ who: administrator, url: `/cabinet/error-desk/${objects['errorId']?.there}` },
      form: () => ({ act: 'check' }),
      effect: `support.error_report where state = 'checking'`,
    },
    'an error reported': {
      ...{ who: owner, url: '/errors' },
      form: () => ({
        ...{ kind: 'technical', said: 'Описка в назві', happenedOn: today.toString() },
        ...{ page: '/providers', email: 'sused@zrazkivka.example' },
      }),
      effect: `support.error_report where page = '/providers'`,
    },
    'a request for restricted information decided on': {
      who: target.as('owner'),
      url: `/cabinet/restricted-desk/${objects['restrictedId']?.there}`,
      form: () => ({ outcome: 'refused', reason: 'Немає підстави', until: '' }),
      effect: `access.restricted_request where outcome = 'refused'`,
    },
    'what was opened to an official, closed': {
      ...{ who: target.as('owner'), url: '/cabinet/restricted-desk/1/end' },
      form: () => ({}),
      effect: 'access.restricted_request where request_id = 1 and ended_at is not null',
    },
    'a service switched': {
      ...{ who: administrator, url: '/cabinet/service-sets' },
      form: () => ({
        ...{ role: 'provider', serviceId: 'access', isOn: 'off', reason: 'Готуємо нову версію' },
        ...{ from: today.toString(), until: '' },
      }),
      effect: 'access.service_switch',
    },
    'an incident closed': {
      ...{ who: administrator, url: '/cabinet/incidents' },
      form: () => ({ incidentId: objects['incidentId']?.there ?? '', note: 'Перевірено' }),
      effect: 'platform.incident where closed_at is not null',
    },
    'a reading sent': {
      ...{ who: owner, url: `/cabinet/readings?account=${account}` },
      form: () => ({ [`value-${smallTown.waterMeter}-0`]: '110' }),
      effect: `settlements.reading where meter_id = ${smallTown.waterMeter}`,
    },
    'a change of owner told of': {
      ...{ who: biller, url: `/cabinet/accounts/${account}/owner` },
      form: async () => {
        await target.pool.query(
          `update access.account_link set linked_at = '2020-01-01', capacity = 'owner'
           where account_id = $1 and person_id = $2`,
          [account, owner.personId],
        );
        return { changedOn: today.toString(), ground: 'Договір № 12' };
      },
      effect: `access.owner_change where ground is not null`,
    },
    // The last: nobody lets them in again.
    'a stolen key told of': {
      ...{ who: stranger, url: '/cabinet/access/key' },
      form: () => ({ basis: 'Загубив телефон' }),
      effect: `access.membership_event where kind = 'blocked'`,
    },
  };
}
