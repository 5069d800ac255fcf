import type { JSX } from 'preact';
import { Field } from '../field/field.tsx';
import { Form } from '../form/form.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Checkboxes, Consent, Radios } from './choices.tsx';

export function ChoicesExample(): JSX.Element {
  const { choices } = sample;
  return (
    <Form action="#choices" method="get" label={sample.titles.choices}>
      <Radios
        name="service"
        label={choices.service}
        legendLook="large"
        value="other"
        choices={[
          { value: 'heat', label: choices.heat, hint: choices.heatHint },
          { value: 'water', label: choices.water },
          {
            value: 'other',
            label: choices.other,
            reveals: <Field name="other-service" label={choices.otherField} />,
          },
        ]}
      />
      <Radios
        name="witness"
        label={choices.yesNo}
        inline
        error={choices.error}
        choices={[
          { value: 'yes', label: choices.yes },
          { value: 'no', label: choices.no },
        ]}
      />
      <Checkboxes
        name="channels"
        label={choices.channels}
        values={['mail']}
        choices={[
          { value: 'mail', label: choices.mail },
          { value: 'push', label: choices.push },
          { value: 'paper', label: choices.paper },
        ]}
      />
      <Consent name="consent" label={choices.consent} checked />
    </Form>
  );
}
