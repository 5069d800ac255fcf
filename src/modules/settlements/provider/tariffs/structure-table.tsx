import type { Price } from '#kernel/price.ts';
import { divideHalfUp } from '#kernel/money.ts';
import { formatPrice } from '#ui/format/money.ts';
import { formatPercent } from '#ui/format/number.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

const permille = 1_000n;

/** What a net price is made of, with its total. */
export function StructureTable(props: {
  readonly parts: readonly { readonly title: string; readonly netPrice: Price }[];
  readonly netPrice: Price;
}): JSX.Element {
  const { parts, netPrice } = props;
  const total = parts.reduce<bigint>((sum, part) => sum + part.netPrice, 0n) as Price;
  return (
    <DataTable
      caption={texts.structureTitle}
      rows={parts}
      empty={<p>{texts.noStructure}</p>}
      columns={[
        {
          key: 'title',
          header: texts.item,
          rowHeader: true,
          cell: ({ title }) => title,
          total: texts.itemsTotal,
        },
        {
          key: 'price',
          header: texts.itemPrice,
          numeric: true,
          cell: (part) => formatPrice(part.netPrice),
          total: formatPrice(total),
        },
        {
          key: 'share',
          header: texts.share,
          numeric: true,
          cell: (part) => shareText(part.netPrice, netPrice),
        },
      ]}
    />
  );
}

function shareText(part: Price, whole: Price): string {
  if (whole === 0n) return '';
  return formatPercent(Number(divideHalfUp(part * permille, whole)) / 10, 1);
}
