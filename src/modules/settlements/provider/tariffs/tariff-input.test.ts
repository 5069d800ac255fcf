import { describe, expect, test } from 'vitest';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { formInput, readForm, type TariffForm } from './tariff-form.ts';
import { tariffInput } from './tariff-input.ts';

const form: TariffForm = {
  providerId: '5',
  territoryId: '7',
  service: 'heat',
  component: 'volume',
  zone: '0',
  vatPercent: '20',
  validFrom: '2026-12-01',
  decisionAuthority: 'Зразківська міська рада',
  decisionNumber: '77',
  decisionOn: '2026-11-10',
};

/** What the form makes of prices as a decision publishes them: the stored price, or the faults. */
function sent(net: string, gross: string, items: readonly string[] = [net], vatPercent = '20') {
  const rows = items.flatMap((value, index) => [
    [`itemTitle${index + 1}`, 'Складова'],
    [`itemPrice${index + 1}`, value],
  ]);
  const body = { ...form, vatPercent, netPrice: net, grossPrice: gross };
  const read = readForm({ ...body, ...Object.fromEntries(rows) });
  const parsed = tariffInput.safeParse({ ...formInput(read), subjectId: 1n });
  if (parsed.success) return parsed.data.grossPrice;
  return parsed.error.issues.map(({ path }) => path.join('.')).join(' ');
}

describe('the published price with VAT is stored as it was published', () => {
  for (const [net, gross] of [
    ['244,63', '293,56'],
    ['244,63', '293,556'],
    ['243,24', '291,89'],
    ['279,58', '335,50'],
    ['13,47', '16,164'],
    ['13,47', '16,16'],
  ] as const) {
    lawTest(['1039:15.4'], `net ${net} with 20 % is ${gross}`, () => {
      expect(sent(net, gross)).toBe(price(gross));
    });
  }

  test('without VAT it is the net price', () => {
    expect(sent('5,75', '5,75', ['5,75'], '0')).toBe(price('5.75'));
  });
});

describe('what does not add up goes no further', () => {
  for (const [what, faults, ...given] of [
    ['a kopiyka too little', 'grossPrice', '244,63', '293,55'],
    ['a kopiyka too much', 'grossPrice', '244,63', '293,57'],
    ['a price without VAT in place of one with it', 'grossPrice', '244,63', '244,63'],
    ['no price with VAT', 'grossPrice', '244,63', ''],
    ['fractions of a kopiyka rounded below the net price', 'grossPrice', '0,0104', '0,01'],
  ] as const) {
    lawTest(['1039:15.4'], what, () => expect(sent(given[0], given[1])).toBe(faults));
  }

  lawTest(['1039:15.4'], 'a published structure of 205,50 under a price of 205,00', () => {
    expect(sent('205,00', '246,00', ['7,20', '93,90', '104,40'])).toBe('items');
    expect(sent('205,50', '246,60', ['7,20', '93,90', '104,40'])).toBe(price('246.60'));
  });
});
