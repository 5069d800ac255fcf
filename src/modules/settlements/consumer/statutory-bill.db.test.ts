import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { formatQuantity } from '#ui/format/quantity.ts';
import { serviceUnit } from '#kernel/service.ts';
import { anonymous } from '#platform/principal.ts';
import { openBrowser } from '#test/journeys/browser.ts';
import { lawTest } from '#test/law-test.ts';
import {
  consumers,
  Households,
  householdTimeoutMs,
  plainFrame,
  plainSpaces,
  shownMoney,
} from '#test/settlements/household.ts';
import { bundleStylesheet } from '#tools/build.ts';
import type { Bill } from './bills/bill.ts';
import { billPage } from './bills/bill-page.tsx';

/** Everything that the law wants on a bill, item by item (2119:8.3, money rules 3.6). */
interface StatutoryItem {
  readonly item: string;
  /** What of it stands on this bill; on screen one press away where `folded`. */
  readonly words: (bill: Bill) => readonly string[];
  /** Where paper says it in other words. */
  readonly paper?: (bill: Bill) => readonly string[];
  readonly folded?: true;
}

const lines = (bill: Bill) => bill.services.flatMap((service) => service.lines);
const volumes = (bill: Bill) => lines(bill).filter(({ component }) => component === 'volume');
const subjects = ({ services, biller }: Bill) => [
  biller,
  ...services.map(({ provider }) => provider),
];
const shownIban = (iban: string | null) => iban?.match(/.{1,4}/g)?.join(' ') ?? '?';

const blankOf = ({ service, zones }: Bill['meters'][number]) =>
  zones === 1 ? serviceName(service) : `${serviceName(service)}, день`;

const items: readonly StatutoryItem[] = [
  {
    item: 'the providers',
    words: (bill) => bill.services.map(({ provider }) => provider.shortName),
  },
  {
    item: 'payment details',
    words: (bill) => subjects(bill).flatMap(({ edrpou, iban }) => [edrpou ?? '?', shownIban(iban)]),
  },
  {
    item: 'address and number of the consumer',
    words: ({ account }) => [account.address, account.number, account.building.settlement.name],
  },
  { item: 'the period', words: () => ['за жовтень 2026 р.'] },
  {
    item: 'what is due in all and for each service, and until when',
    words: (bill) => [
      shownMoney(bill.totals.due),
      ...bill.services.map(({ due }) => shownMoney(due)),
      '20 листопада 2026 р.',
    ],
  },
  {
    item: 'volumes',
    words: (bill) => volumes(bill).map(({ formula }) => formula),
  },
  {
    item: 'the readings or the method behind them',
    words: (bill) =>
      volumes(bill).flatMap(({ title, inputs }) => [title, ...inputs.map(({ value }) => value)]),
    paper: (bill) => volumes(bill).map(({ method }) => method),
    folded: true,
  },
  {
    item: 'tariffs',
    words: (bill) => volumes(bill).flatMap(({ tariffs }) => tariffs.map(({ price }) => price)),
  },
  {
    item: 'decisions on the tariffs',
    words: (bill) =>
      lines(bill).flatMap(({ tariffs }) =>
        tariffs.flatMap(({ authority, decision }) => [authority, decision]),
      ),
    folded: true,
  },
  {
    item: 'the monthly fee',
    words: (bill) =>
      lines(bill)
        .filter(({ component }) => component === 'subscription')
        .map(({ amount }) => `абонплата ${shownMoney(amount)}`),
  },
  {
    item: 'the state of the account',
    words: ({ totals }) => ['Стан розрахунків', ...Object.values(totals).map(shownMoney)],
  },
  {
    item: 'the debt and the months it comes from',
    words: ({ debt }) =>
      debt.length === 0
        ? ['Боргу за попередні місяці немає']
        : ['Борг за місяцями', ...debt.map(({ amount }) => shownMoney(amount))],
  },
  {
    item: 'how the debt was computed',
    words: ({ debt }) => (debt.length === 0 ? [] : ['покривають спочатку найстаріший борг']),
  },
  {
    item: 'a place for readings',
    words: () => ['Передати показання'],
    paper: ({ meters }) => [
      'Місце для показань',
      ...(meters.length === 0 ? ['Лічильників немає'] : meters.map((meter) => blankOf(meter))),
    ],
  },
  { item: 'privileges and subsidy', words: () => ['Пільги й субсидію'] },
  {
    item: 'average use and cost of comparable consumers',
    words: ({ comparisons }) => [
      'Ваше споживання поруч із сусідами',
      ...comparisons.flatMap(({ ownCost, peerCost }) => [
        shownMoney(ownCost),
        shownMoney(peerCost),
      ]),
    ],
  },
  { item: 'advice on using less', words: () => ['Як платити менше'] },
  {
    item: 'totals of the building and the part of the flat',
    words: ({ building }) =>
      building.flatMap(({ service, total, own, inputs }) => [
        'Ваш будинок',
        formatQuantity(total, serviceUnit[service]),
        formatQuantity(own, serviceUnit[service]),
        inputs['currentOn']?.split('-').toReversed().join('.') ?? '?',
      ]),
  },
];

let households: Households;
let browser: Browser;
let stylesheet: string;

beforeAll(async () => {
  households = await Households.make();
  browser = await openBrowser();
  stylesheet = await bundleStylesheet(process.cwd());
}, householdTimeoutMs);
afterAll(async () => {
  await browser.close();
  await households.database.drop();
});

/** What is seen of a bill: at once, with all folds opened, and on paper. */
async function seen(bill: Bill): Promise<Record<'screen' | 'opened' | 'paper', string>> {
  const today = Temporal.PlainDate.from('2026-11-10');
  const html = billPage(plainFrame, {
    ...{ bill, today, code: undefined, view: 'money' as const, connectionCode: undefined },
    principal: anonymous,
  });
  const page = await browser.newPage();
  const text = async () => plainSpaces(await page.locator('main').innerText());
  try {
    await page.setContent(html);
    await page.addStyleTag({ content: stylesheet });
    await page.emulateMedia({ media: 'print' });
    const paper = await text();
    await page.emulateMedia({ media: 'screen' });
    const screen = await text();
    await page.evaluate(
      'for (const fold of document.querySelectorAll("details")) fold.open = true;',
    );
    return { paper, screen, opened: await text() };
  } finally {
    await page.close();
  }
}

type Look = 'screen' | 'paper';

/** The words of each item that are not there. */
function missing(bill: Bill, look: Look, texts: Awaited<ReturnType<typeof seen>>) {
  return items.flatMap(({ item, words, paper = words, folded }) => {
    const text = look === 'screen' && folded === true ? texts.opened : texts[look];
    const wanted = look === 'paper' ? paper(bill) : words(bill);
    return wanted
      .map(plainSpaces)
      .filter((one) => !text.includes(one))
      .map((one) => `${item}: ${one}`);
  });
}

describe('a bill holds every statutory item', () => {
  for (const surname of [...consumers, 'debtor'] as const) {
    lawTest(
      ['2119:8.3', '1039:15.1', '1039:26.5.a.4', '1039:26.5.a.5'],
      `on the screen and on paper: ${surname}`,
      async () => {
        const person =
          surname === 'debtor' ? await households.debtor() : await households.personOf(surname);
        const bill = await households.billOf(person);
        const texts = await seen(bill);
        expect(missing(bill, 'screen', texts)).toEqual([]);
        expect(missing(bill, 'paper', texts)).toEqual([]);
      },
    );
  }

  lawTest(
    ['2119:8.3'],
    'among these bills are flats of shared heat, meters, a norm and an old debt',
    async () => {
      const bills = await Promise.all(
        consumers.map(async (surname) => households.billOf(await households.personOf(surname))),
      );
      const rules = new Set(bills.flatMap((bill) => volumes(bill).map(({ title }) => title)));
      expect(rules.size).toBeGreaterThan(4);
      expect(bills.filter(({ building }) => building.length > 0).length).toBeGreaterThan(0);
      expect(bills.some(({ meters }) => meters.length > 1)).toBe(true);
      expect((await households.billOf(await households.personOf('Боржник'))).debt).not.toEqual([]);
    },
  );
});
