import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { billAccount } from './bill-account.ts';
import { readCarried, writeCarried } from './carried.ts';
import { metered, meter, micro, smallAccount, smallRun, zone } from './fixtures/small-run.ts';
import { population, tariffKey, type AccountInput, type RunContext } from './model.ts';

const account: AccountInput = {
  ...smallAccount,
  services: [metered('cold-water'), metered('sewerage')],
  meters: [meter({ zones: [zone('100', '107')] })],
};
const sewerage = { service: 'sewerage', providerId: 1n, zone: 0, volume: micro('7') } as const;

function without(...services: readonly ('cold-water' | 'sewerage')[]): RunContext {
  const tariffs = new Map(smallRun.tariffs);
  for (const service of services) {
    tariffs.delete(tariffKey({ providerId: 1n, service, category: population }, 'volume', 0));
  }
  return { ...smallRun, tariffs };
}

const volumes = (of: AccountInput, run = smallRun) =>
  billAccount(of, undefined, run).charges.map(({ service, volume }) => [service, volume]);

describe('a line without a price beside one with a price on the same meter', () => {
  lawTest(['2119:8.1', '1039:15.1'], 'carries its volume, and the meter moves on', () => {
    const billed = billAccount(account, undefined, without('sewerage'));
    expect(billed.charges.map(({ service }) => service)).toEqual(['cold-water']);
    expect(billed.carried).toEqual([sewerage]);
    expect(billed.meters[0]?.value).toBe(micro('107'));
    expect(billed.questions).toMatchObject([{ service: 'sewerage', kind: 'no-tariff' }]);
  });

  test('is charged for both months once it has one, and says so', () => {
    const after = { ...account, carried: [sewerage] };
    expect(volumes(after)).toEqual([
      ['cold-water', micro('7')],
      ['sewerage', micro('14')],
    ]);
    const billed = billAccount(after, undefined, smallRun);
    expect(billed.charges[1]?.trace.inputs).toMatchObject({ carriedVolume: '7' });
    expect(billed.carried).toEqual([]);
  });

  test('carries on while it has none', () => {
    const after = { ...account, carried: [sewerage] };
    const billed = billAccount(after, undefined, without('sewerage', 'cold-water'));
    expect(billed.carried).toEqual([
      { ...sewerage, service: 'cold-water' },
      { ...sewerage, volume: micro('14') },
    ]);
  });
});

test('what is carried is read back as it was written', () => {
  expect(readCarried(JSON.parse(writeCarried([sewerage])))).toEqual([sewerage]);
  expect(writeCarried([])).toBe('[]');
});
