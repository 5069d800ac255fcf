import type { Service } from '#kernel/service.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import type { CarriedVolume, ServiceInput } from './model.ts';

const volumeDecimals = 6;

/** A volume by zones with what explains it, as far as what is carried is added to it. */
interface ZonedVolume {
  readonly zones: readonly { readonly zone: number; readonly volume: bigint }[];
  readonly inputs: Readonly<Record<string, string>>;
}

/** Only what was measured is carried: a norm or an area of a month without a price is not. */
export function isCarried({ basis }: ServiceInput): boolean {
  return basis === 'meter' || basis === 'building-share';
}

/** What a line that could not be charged hands to the next bill. */
export function carry(
  { service, providerId }: ServiceInput,
  { zones }: Pick<ZonedVolume, 'zones'>,
): readonly CarriedVolume[] {
  return zones
    .filter(({ volume }) => volume !== 0n)
    .map(({ zone, volume }) => ({ service, providerId, zone, volume }));
}

export function carriedOf(
  carried: readonly CarriedVolume[],
  { service, providerId }: ServiceInput,
): readonly CarriedVolume[] {
  return carried.filter((one) => one.service === service && one.providerId === providerId);
}

/** The month's volume and what earlier months without a price handed to it. */
export function addCarried<Volume extends ZonedVolume>(
  volume: Volume,
  carried: readonly CarriedVolume[],
): Volume {
  if (carried.length === 0) return volume;
  const zones = new Map(volume.zones.map((one) => [one.zone, one.volume]));
  let sum = 0n;
  for (const one of carried) {
    zones.set(one.zone, (zones.get(one.zone) ?? 0n) + one.volume);
    sum += one.volume;
  }
  return {
    ...volume,
    zones: Array.from(zones, ([zone, micro]) => ({ zone, volume: micro })),
    inputs: { ...volume.inputs, carriedVolume: formatDecimal(sum, volumeDecimals) },
  };
}

/**
 * The `carried` column of bills: an array for each zone of a line, [service, provider, zone,
 * volume]. Nearly always none.
 */
export function writeCarried(carried: readonly CarriedVolume[]): string {
  const rows = carried.map(
    ({ service, providerId, zone, volume }) => `["${service}",${providerId},${zone},${volume}]`,
  );
  return `[${rows.join(',')}]`;
}

type CarriedRow = readonly [service: Service, providerId: number, zone: number, volume: number];

/** Reads the column, unchecked as that of the meters: the run itself wrote it. */
export function readCarried(stored: unknown): readonly CarriedVolume[] {
  return (stored as readonly CarriedRow[]).map(([service, providerId, zone, volume]) => ({
    service,
    providerId: BigInt(providerId),
    zone,
    volume: BigInt(volume),
  }));
}
