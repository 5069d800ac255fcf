import { serviceUnit } from '#kernel/service.ts';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatDate } from '#ui/format/time.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { zoneName } from '../lines/texts.uk.ts';
import type { OwnMeter, ShownReading } from './meters.ts';
import { texts } from './texts.uk.ts';

interface RecentRow {
  readonly meter: OwnMeter;
  readonly zone: number;
  readonly reading: ShownReading;
}

/** Readings of the last months with who sent them and whether a bill has counted them. */
export function RecentReadings({ meters }: { readonly meters: readonly OwnMeter[] }): JSX.Element {
  const rows = meters
    .flatMap((meter) =>
      meter.zones.flatMap(({ zone, readings }) =>
        readings.map((reading): RecentRow => ({ meter, zone, reading })),
      ),
    )
    .sort((a, b) => Temporal.PlainDate.compare(b.reading.takenOn, a.reading.takenOn));
  return (
    <Card>
      <Fold summary={texts.recent} level={2}>
        <DataTable
          caption={texts.recent}
          captionHidden
          small
          rows={rows}
          empty={<p>{texts.recentEmpty}</p>}
          columns={[
            {
              key: 'meter',
              header: texts.meter,
              rowHeader: true,
              cell: ({ meter, zone }) => meterLabel(meter, zone),
            },
            { key: 'when', header: texts.when, cell: ({ reading }) => formatDate(reading.takenOn) },
            {
              key: 'value',
              header: texts.value,
              numeric: true,
              cell: ({ meter, reading }) =>
                formatQuantity(reading.value, serviceUnit[meter.service]),
            },
            {
              key: 'source',
              header: texts.source,
              cell: ({ reading }) => texts.sources[reading.source],
            },
            {
              key: 'state',
              header: texts.state,
              cell: ({ reading }) => <ReadingState reading={reading} />,
            },
          ]}
        />
      </Fold>
    </Card>
  );
}

/** The service, and the zone of the day when the meter has several. */
export function meterLabel({ service, zones }: OwnMeter, zone: number): string {
  const name = serviceName(service);
  return zones.length === 1 ? name : `${name}, ${zoneName(zone, zones.length)}`;
}

/** Received by the platform, or already counted by a bill. */
export function ReadingState({ reading }: { readonly reading: ShownReading }): JSX.Element {
  return reading.counted ? (
    <Tag tone="good">{texts.counted}</Tag>
  ) : (
    <Tag tone="act">{texts.received}</Tag>
  );
}
