import { contains, firstDay, nextPeriod, type DateRange, type Period } from '#kernel/period.ts';
import type { TariffSlice } from './price-by-day.ts';

/** A price of one scope with where and when it is in force. */
export interface DatedTariff extends Omit<TariffSlice, 'days'> {
  /** Steps from the place up to the territory that it is set for. */
  readonly distance: number;
  readonly valid: DateRange;
}

/**
 * What prices each day of a month: of the tariffs in force on it the one of the narrowest
 * territory. So a narrower tariff hides a wider one from its first day to its last and on no other.
 * The tariff of the month's last priced day stands last.
 */
export function tariffsByDay(
  tariffs: readonly DatedTariff[],
  month: Period,
): readonly TariffSlice[] {
  const slices = new Map<bigint, TariffSlice>();
  const end = firstDay(nextPeriod(month));
  for (let day = firstDay(month); !day.equals(end); day = day.add({ days: 1 })) {
    const nearest = nearestOn(tariffs, day);
    if (nearest === undefined) continue;
    const { tariffId, price, vatPercent } = nearest;
    const days = (slices.get(tariffId)?.days ?? 0) + 1;
    // Taken out first, so that it goes to the end.
    slices.delete(tariffId);
    slices.set(tariffId, { tariffId, price, vatPercent, days });
  }
  return [...slices.values()];
}

function nearestOn(
  tariffs: readonly DatedTariff[],
  day: Temporal.PlainDate,
): DatedTariff | undefined {
  let nearest: DatedTariff | undefined;
  for (const tariff of tariffs) {
    const isNearer = nearest === undefined || tariff.distance < nearest.distance;
    if (isNearer && contains(tariff.valid, day)) nearest = tariff;
  }
  return nearest;
}
