import { assert, bigInt, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDecimal } from '#kernel/quantity.ts';
import { readAmount, readReport } from './report.ts';

const merchant = { publicKey: 'zhkp_demo_public', takesTestPayments: false };
const answer = {
  public_key: 'zhkp_demo_public',
  action: 'pay',
  order_id: 'inv-2026-10-0001045-1',
  payment_id: '2600000001',
  status: 'success',
  currency: 'UAH',
  amount: '1250.5',
};

describe('amounts', () => {
  test.each([
    ['1250.5', 125_050n],
    ['1250.50', 125_050n],
    ['1250', 125_000n],
    ['0.01', 1n],
    ['0', 0n],
    ['9999999999.99', 999_999_999_999n],
  ])('%s is %s kopiykas', (text, expected) => {
    expect(readAmount(text)).toBe(expected);
  });

  const notAmounts =
    '1250.505|1250.|.5|1250,50|1 250.50|1,250.50|+1|-1|1e3|0x10|| |01.5|NaN|Infinity|1.50 |' +
    '10000000000|１２';
  test.each(notAmounts.split('|'))('%j is refused', (text) => {
    expect(readAmount(text)).toBeUndefined();
  });

  test('every amount written in either way reads back exactly', () => {
    assert(
      property(bigInt({ min: 0n, max: 999_999_999_999n }), (amount) => {
        expect(readAmount(formatDecimal(amount, 2, 2))).toBe(amount);
        expect(readAmount(formatDecimal(amount, 2))).toBe(amount);
      }),
    );
  });
});

describe('states', () => {
  test.each([
    ['success', 'paid'],
    ['failure', 'failed'],
    ['error', 'failed'],
    ['reversed', 'refunded'],
    ['processing', 'pending'],
    ['prepared', 'pending'],
    ['3ds_verify', 'pending'],
    ['wait_accept', 'pending'],
    ['wait_secure', 'pending'],
    ['try_again', 'pending'],
    ['a status of the next year', 'pending'],
  ])('%s is %s', (status, state) => {
    expect(readReport({ ...answer, status }, merchant)).toEqual({
      ok: true,
      value: {
        orderId: 'inv-2026-10-0001045-1',
        state,
        amount: 125_050n,
        gatewayReference: '2600000001',
        gatewayStatus: status,
      },
    });
  });

  test('play money is paid only where play money is taken', () => {
    const played = { ...answer, status: 'sandbox' };
    expect(readReport(played, merchant)).toEqual({ ok: false, error: { kind: 'test-payment' } });
    expect(readReport(played, { ...merchant, takesTestPayments: true })).toMatchObject({
      ok: true,
      value: { state: 'paid' },
    });
  });
});

test.each([
  ['another merchant', { public_key: 'i00000000' }, 'other-merchant'],
  ['dollars', { currency: 'USD' }, 'other-currency'],
  ['no currency', { currency: undefined }, 'malformed'],
  ['an amount in parts of a kopiyka', { amount: '1250.505' }, 'malformed'],
  ['no amount', { amount: undefined }, 'malformed'],
  ['no order', { order_id: '' }, 'malformed'],
  ['an order without an end', { order_id: 'x'.repeat(256) }, 'malformed'],
  ['another deed', { action: 'hold' }, 'malformed'],
  ['no reference', { payment_id: undefined }, 'malformed'],
])('refused: %s', (_title, change, kind) => {
  expect(readReport({ ...answer, ...change }, merchant)).toEqual({ ok: false, error: { kind } });
});

test.each([undefined, null, 'text', []])('refused: %j', (wrong) => {
  expect(readReport(wrong, merchant)).toEqual({ ok: false, error: { kind: 'malformed' } });
});
