import type { MeterFacts } from '../ports.ts';
import { zonesOf } from '../zones.ts';
import type { LineReason } from './line-reason.ts';
import type { ParsedLine } from './parse-line.ts';
import type { ZoneWord } from './texts.uk.ts';

/** Zones are counted as their words are: two are day and night, three begin with the peak. */
const zoneWords: Readonly<Record<number, readonly ZoneWord[]>> = {
  1: ['whole'],
  2: ['day', 'night'],
  3: ['peak', 'half-peak', 'night'],
};

/** The meter and the zone that a line speaks of, out of the meters that its name fits. */
export function chooseMeter(
  line: ParsedLine,
  candidates: readonly MeterFacts[],
): { readonly meter: MeterFacts; readonly zone: number } | LineReason {
  const meter = onlyOne(line.takenOn, candidates);
  if (typeof meter === 'string') return meter;
  const zone = zoneOf(meter, line.zone);
  return typeof zone === 'string' ? zone : { meter, zone };
}

/** Of a meter and the one that replaced it, the one that stood there on the day. */
function onlyOne(
  day: Temporal.PlainDate,
  candidates: readonly MeterFacts[],
): MeterFacts | LineReason {
  const [first, ...others] = candidates;
  if (first === undefined) return 'meter-not-found';
  if (others.length === 0) return first;
  const [standing, ...alsoStanding] = candidates.filter((meter) => stoodOn(meter, day));
  if (alsoStanding.length > 0) return 'several-meters';
  return standing ?? first;
}

function stoodOn({ installedOn, removedOn }: MeterFacts, day: Temporal.PlainDate): boolean {
  const { PlainDate } = Temporal;
  return (
    PlainDate.compare(installedOn, day) <= 0 &&
    (removedOn === null || PlainDate.compare(day, removedOn) <= 0)
  );
}

function zoneOf(meter: MeterFacts, named: ParsedLine['zone']): number | LineReason {
  const zones = zonesOf(meter);
  const [first = 0] = zones;
  if (named === null) return zones.length === 1 ? first : 'zone-missing';
  const place = typeof named === 'number' ? -1 : (zoneWords[meter.zones] ?? []).indexOf(named);
  const zone = typeof named === 'number' ? named : zones[place];
  return zone !== undefined && zones.includes(zone) ? zone : 'no-such-zone';
}
