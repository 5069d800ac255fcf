import type { FieldError } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { priceField, titleField, type TariffForm } from './tariff-form.ts';
import { texts } from './texts.uk.ts';

/** Rows of the structure: what, and how much of the price. */
export function ItemRows(props: {
  readonly rows: readonly number[];
  readonly form: TariffForm;
  readonly errors: readonly FieldError[];
}): JSX.Element {
  const control = (name: string) => ({
    name,
    value: props.form[name],
    error: props.errors.find(({ fieldId }) => fieldId === name)?.message,
  });
  return (
    <DataTable
      caption={texts.items}
      captionHidden
      rows={props.rows}
      columns={[
        {
          key: 'row',
          header: texts.rowNumber,
          headerHidden: true,
          rowHeader: true,
          cell: (row) => row,
        },
        {
          key: 'title',
          header: texts.item,
          headerHidden: true,
          long: true,
          cell: (row) => <Field {...control(titleField(row))} label={texts.itemTitle(row)} />,
        },
        {
          key: 'price',
          header: texts.itemPrice,
          headerHidden: true,
          long: true,
          cell: (row) => (
            <Field {...control(priceField(row))} kind="decimal" label={texts.itemValue(row)} />
          ),
        },
      ]}
    />
  );
}
