import type { JSX } from 'preact';
import { Field } from '../field/field.tsx';
import { sample } from '../sample/texts.uk.ts';
import { DropArea, DropNote } from './drop-area.tsx';

export function DropAreaExample(): JSX.Element {
  const { drop } = sample;
  return (
    <DropArea hint={drop.hint}>
      <Field name="dropped" kind="file" label={drop.label} />
      <DropNote icon="about" when="without-script">
        {drop.note}
      </DropNote>
    </DropArea>
  );
}
