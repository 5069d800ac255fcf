import type { Fault } from '#platform/operations.ts';
import type { FieldError } from '#ui/error-summary/error-summary.tsx';
import { structureItemsMax } from './tariff-input.ts';

/** What the form sent, field by field as it was typed. */
export type TariffForm = Readonly<Record<string, string>>;

const formFields = [
  'providerId',
  'territoryId',
  'service',
  'component',
  'zone',
  'netPrice',
  'vatPercent',
  'grossPrice',
  'validFrom',
  'decisionAuthority',
  'decisionNumber',
  'decisionOn',
] as const;

/** Numbers of the rows of the structure, as the form counts them. */
export const formRows: readonly number[] = Array.from(
  { length: structureItemsMax },
  (_, index) => index + 1,
);

/** Rows that are there before anybody asks for more. */
export const rowsShown = 6;

export const firstForm: TariffForm = { component: 'volume', zone: '0', vatPercent: '20' };

export function titleField(row: number): string {
  return `itemTitle${row}`;
}

export function priceField(row: number): string {
  return `itemPrice${row}`;
}

const lengthMax = 300;

const allFields: ReadonlySet<string> = new Set([
  ...formFields,
  ...formRows.flatMap((row) => [titleField(row), priceField(row)]),
]);

/** Takes the fields of the form out of a body; anything else that came with it is left. */
export function readForm(body: unknown): TariffForm {
  const given = typeof body === 'object' && body !== null ? body : {};
  const values = Object.entries(given).filter(
    (entry): entry is [string, string] => allFields.has(entry[0]) && typeof entry[1] === 'string',
  );
  return Object.fromEntries(values.map(([name, value]) => [name, value.slice(0, lengthMax)]));
}

export function isRowFilled(form: TariffForm, row: number): boolean {
  return `${form[titleField(row)] ?? ''}${form[priceField(row)] ?? ''}`.trim() !== '';
}

function filledRows(form: TariffForm): readonly number[] {
  return formRows.filter((row) => isRowFilled(form, row));
}

/** The form as the command takes it; empty rows of the structure are left out. */
export function formInput(form: TariffForm): Readonly<Record<string, unknown>> {
  const fields = Object.fromEntries(formFields.map((name) => [name, form[name] ?? '']));
  return {
    ...fields,
    items: filledRows(form).map((row) => ({
      title: form[titleField(row)] ?? '',
      netPrice: form[priceField(row)] ?? '',
    })),
  };
}

/** Ties each fault to the field that it is about. */
export function fieldErrors(form: TariffForm, faults: readonly Fault[]): readonly FieldError[] {
  const rows = filledRows(form);
  return faults.map(({ field, message }) => {
    const [name = '', index, part] = field.split('.');
    if (name !== 'items') return { fieldId: name, message };
    const row = rows[Number(index ?? 0)] ?? 1;
    return { fieldId: part === 'title' ? titleField(row) : priceField(row), message };
  });
}
