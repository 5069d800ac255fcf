import type { JSX } from 'preact';
import { Button } from '../button/button.tsx';
import { unitName } from '../format/quantity.ts';
import { Form } from '../form/form.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Field } from './field.tsx';

export function FieldExample(): JSX.Element {
  const { field } = sample;
  return (
    <Form action="#field" method="get" label={sample.titles.field}>
      <Field
        name="place"
        kind="search"
        label={field.search}
        hint={field.searchHint}
        value={field.searchValue}
        after={<Button>{field.find}</Button>}
      />
      <Field
        name="reading"
        kind="whole-number"
        label={field.reading}
        hint={field.readingHint}
        unit={unitName('m3')}
      />
      <Field
        name="reading-wrong"
        kind="whole-number"
        label={field.reading}
        hint={field.readingHint}
        error={field.readingError}
        unit={unitName('m3')}
        value="00418"
      />
      <Field name="amount" kind="money" label={field.sum} value="4102,70" />
      <Field name="since" kind="date" label={field.date} value="2026-11-01" />
      <Field name="key-password" kind="password" label={field.password} />
      <Field name="phone" kind="phone" label={field.phone} optional />
      <Field name="photo" kind="file" label={field.file} hint={field.fileHint} optional />
      <Field name="letter" kind="textarea" label={field.letter} hint={field.letterHint} rows={4} />
      <Field name="account" label={field.readOnly} value={sample.account} readOnly width="medium" />
    </Form>
  );
}
