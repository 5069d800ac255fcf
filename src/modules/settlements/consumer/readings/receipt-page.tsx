import { serviceUnit } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatDate, formatTime } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { ReceiptPanel } from '#ui/receipt-panel/receipt-panel.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { readingReceiptNumber } from '../../readings/receipt-number.ts';
import type { OwnMeter, OwnMeters, ShownReading } from './meters.ts';
import { meterLabel, ReadingState } from './recent-readings.tsx';
import { texts } from './texts.uk.ts';

interface ReceivedRow {
  readonly meter: OwnMeter;
  readonly zone: number;
  readonly reading: ShownReading;
}

/** The household's own readings of a day, each with its number, time and state. */
function receivedOn(own: OwnMeters, day: Temporal.PlainDate): readonly ReceivedRow[] {
  return own.meters.flatMap((meter) =>
    meter.zones.flatMap(({ zone, readings }) =>
      readings
        .filter((reading) => reading.source === 'consumer' && reading.takenOn.equals(day))
        .map((reading): ReceivedRow => ({ meter, zone, reading })),
    ),
  );
}

/** The receipt of readings; undefined when nothing was sent that day. */
export function receiptPage(
  frame: PageFrame,
  own: OwnMeters,
  day: Temporal.PlainDate,
): string | undefined {
  const rows = receivedOn(own, day);
  const newest = rows
    .map(({ reading }) => reading.enteredAt)
    .sort((a, b) => Temporal.Instant.compare(b, a))[0];
  if (newest === undefined) return undefined;
  const readingsHref = `/cabinet/readings?account=${own.account.accountId}`;
  return renderPage(
    <Page
      {...frame}
      title={texts.receiptTitle}
      breadcrumbs={[{ label: texts.title, href: readingsHref }, { label: texts.receiptTitle }]}
    >
      <ReceiptPanel
        title={texts.receiptTitle}
        at={newest}
        next={<p>{texts.receiptNext}</p>}
        actions={
          <>
            <LinkButton href="/cabinet/home">{texts.toHome}</LinkButton>
            <LinkButton look="quiet" href={readingsHref}>
              {texts.toReadings}
            </LinkButton>
          </>
        }
      >
        <ReceivedTable day={day} rows={rows} />
      </ReceiptPanel>
    </Page>,
  );
}

function ReceivedTable(props: {
  readonly day: Temporal.PlainDate;
  readonly rows: readonly ReceivedRow[];
}): JSX.Element {
  return (
    <DataTable
      caption={texts.receiptCaption(formatDate(props.day))}
      small
      rows={props.rows}
      columns={[
        {
          key: 'meter',
          header: texts.meter,
          rowHeader: true,
          cell: ({ meter, zone }) => meterLabel(meter, zone),
        },
        {
          key: 'value',
          header: texts.value,
          numeric: true,
          cell: ({ meter, reading }) => formatQuantity(reading.value, serviceUnit[meter.service]),
        },
        {
          key: 'number',
          header: texts.receiptNumber,
          cell: ({ meter, reading }) =>
            readingReceiptNumber(reading.takenOn, meter.meterId, reading.revision),
        },
        {
          key: 'time',
          header: texts.when,
          cell: ({ reading }) => formatTime(reading.enteredAt),
        },
        {
          key: 'state',
          header: texts.state,
          cell: ({ reading }) => <ReadingState reading={reading} />,
        },
      ]}
    />
  );
}
