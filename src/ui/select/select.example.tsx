import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Select } from './select.tsx';

export function SelectExample(): JSX.Element {
  const options = sample.select.options.map((label) => ({ value: label, label }));
  return <Select name="hromada" label={sample.select.label} options={options} />;
}
