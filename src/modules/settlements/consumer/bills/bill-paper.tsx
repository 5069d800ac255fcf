import { formatMoney } from '#ui/format/money.ts';
import { OnPaper } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { Service } from '#kernel/service.ts';
import type { JSX } from 'preact';
import type { ExplainedLine } from '../lines/line.ts';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

interface PaperLine extends ExplainedLine {
  readonly service: Service;
}

/** Volumes, readings and tariffs in one small table: on paper nothing can be unfolded. */
export function PaperLines({ bill }: { readonly bill: Bill }): JSX.Element {
  const lines = bill.services.flatMap(({ service, lines: own }): PaperLine[] =>
    own.map((line) => ({ ...line, service })),
  );
  return (
    <OnPaper>
      <DataTable
        caption={texts.paperVolumes}
        small
        rows={lines}
        columns={[
          {
            key: 'service',
            header: texts.service,
            rowHeader: true,
            cell: ({ service }) => serviceName(service),
          },
          { key: 'method', header: texts.method, cell: ({ method }) => method },
          { key: 'volume', header: texts.volume, numeric: true, cell: ({ volume }) => volume },
          { key: 'tariff', header: texts.tariff, numeric: true, cell: ({ price }) => price },
          {
            key: 'amount',
            header: texts.amount,
            numeric: true,
            cell: ({ amount }) => formatMoney(amount),
          },
        ]}
      />
      <p class="small">
        {texts.paperReadings}: {'_'.repeat(readingBlank)} {'_'.repeat(readingBlank)}{' '}
        {'_'.repeat(readingBlank)}
      </p>
    </OnPaper>
  );
}

const readingBlank = 14;
