import { Button } from '#ui/button/button.tsx';
import { Form } from '#ui/form/form.tsx';
import { Select } from '#ui/select/select.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import type { Place } from './places.ts';
import { cabinetTexts, placeName } from './texts.uk.ts';

/** Chooses the hromada that a page is about; nothing to choose where there is but one. */
export function PlacePicker(props: {
  readonly action: string;
  readonly places: readonly Place[];
  readonly chosen: string;
}): JSX.Element | null {
  if (props.places.length < 2) return null;
  return (
    <Toolbar label={cabinetTexts.place}>
      <Form action={props.action} method="get" label={cabinetTexts.place} inline>
        <PlaceSelect {...props} />
        <Button look="quiet">{cabinetTexts.show}</Button>
      </Form>
    </Toolbar>
  );
}

export function PlaceSelect(props: {
  readonly places: readonly Place[];
  readonly chosen: string;
}): JSX.Element {
  return (
    <Select
      name="place"
      label={cabinetTexts.place}
      options={props.places.map((place) => ({ value: place.key, label: placeName(place) }))}
      value={props.chosen}
      emptyLabel={null}
      width="medium"
    />
  );
}
