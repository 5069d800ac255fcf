import { describe, expect, test } from 'vitest';
import { cost, price } from '#kernel/price.ts';
import { quantity } from '#kernel/quantity.ts';
import { lawTest } from '#test/law-test.ts';
import { normVolume, sewerageVolume, unmeteredHeat } from './norm-volume.ts';

describe('volumes without a meter', () => {
  lawTest(['2119:9.2'], 'heat by the norm, the weather and the hours: 1.088469 Gcal', () => {
    const volume = unmeteredHeat({
      normMicro: quantity('0.025', 'Gcal').micro,
      areaHundredths: 54_00n,
      indoor: 180n,
      outdoorActual: 24n,
      outdoorDesign: -1n,
      hoursSupplied: 696n,
      hoursInMonth: 744n,
    });
    expect(volume).toBe(1_088_469n);
    expect(cost(volume, price('1654.41'))).toBe(1_800_77n);
  });

  test('a month without heat costs nothing, a whole one at the design weather the norm', () => {
    const heat = {
      normMicro: 25_000n,
      areaHundredths: 54_00n,
      indoor: 180n,
      outdoorActual: -10n,
      outdoorDesign: -10n,
      hoursSupplied: 744n,
      hoursInMonth: 744n,
    };
    expect(unmeteredHeat(heat)).toBe(1_350_000n);
    expect(unmeteredHeat({ ...heat, hoursSupplied: 0n })).toBe(0n);
  });

  test('water by the norm for each person', () => {
    expect(normVolume(quantity('4.6', 'm3').micro, 3)).toBe(quantity('13.8', 'm3').micro);
    expect(normVolume(quantity('4.6', 'm3').micro, 0)).toBe(0n);
  });

  lawTest(['2189:17.3'], 'sewerage takes cold and hot water together', () => {
    expect(sewerageVolume(7_500_000n, 3_250_400n)).toBe(10_750_000n);
    expect(sewerageVolume(0n, 500n)).toBe(1_000n);
  });
});
