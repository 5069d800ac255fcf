import { describe, expect, test } from 'vitest';
import { price } from '#kernel/price.ts';
import { lawTest } from '#test/law-test.ts';
import { checkTariffArithmetic } from './tariff-arithmetic.ts';

function check(net: string, gross: string, items: readonly string[] = []) {
  return checkTariffArithmetic({
    netPrice: price(net),
    vatPercent: 20,
    grossPrice: price(gross),
    items: items.map(price),
  });
}

describe('the arithmetic of a tariff', () => {
  lawTest(['1039:15.4'], 'the structure adds up to the net price, or it is said that not', () => {
    expect(check('205.50', '246.60', ['7.20', '93.90', '104.40']).itemsMakeNet).toBe(true);
    const published = check('205.00', '246.00', ['7.20', '93.90', '104.40']);
    expect(published.itemsMakeNet).toBe(false);
    expect(published.itemsTotal).toBe(price('205.50'));
  });

  test('without a structure there is nothing to add up', () => {
    expect(check('205.00', '246.00').itemsMakeNet).toBeNull();
  });

  test.each([
    ['13.47', '16.164', true],
    ['244.63', '293.56', true],
    ['244.63', '293.556', true],
    ['243.24', '291.89', true],
    ['244.63', '293.55', false],
  ])('net %s and gross %s: %s', (net, gross, holds) => {
    expect(check(net, gross).netMakesGross).toBe(holds);
  });
});
