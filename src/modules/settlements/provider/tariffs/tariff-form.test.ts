import { describe, expect, test } from 'vitest';
import { fieldErrors, formInput, readForm } from './tariff-form.ts';

const form = { service: 'heat', itemTitle2: 'Пальне', itemPrice2: '10', itemPrice5: '3' };

describe('the form of a tariff', () => {
  test('leaves empty rows of the structure out', () => {
    expect(formInput({ ...form, itemTitle3: ' ' })['items']).toEqual([
      { title: 'Пальне', netPrice: '10' },
      { title: '', netPrice: '3' },
    ]);
  });

  test('ties faults to the rows as the form counts them', () => {
    const message = 'так не можна';
    expect(
      fieldErrors(form, [
        { field: 'service', message },
        { field: 'items.1.title', message },
        { field: 'items.0.netPrice', message },
        { field: 'items', message },
      ]).map(({ fieldId }) => fieldId),
    ).toEqual(['service', 'itemTitle5', 'itemPrice2', 'itemPrice2']);
    expect(fieldErrors({}, [{ field: 'items', message }])[0]?.fieldId).toBe('itemPrice1');
  });

  test('takes its own fields alone, as text of bounded length', () => {
    const body = { ...form, _csrf: 'x', zone: ['0', '1'], netPrice: '9'.repeat(1_000) };
    expect(readForm(body)).toEqual({ ...form, netPrice: '9'.repeat(300) });
    expect(readForm(undefined)).toEqual({});
  });
});
