import type { JSX } from 'preact';
import { Button } from '../button/button.tsx';
import { Field } from '../field/field.tsx';
import { Form } from '../form/form.tsx';
import { Icon } from '../icons/icon.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Select } from '../select/select.tsx';
import { Toolbar } from './toolbar.tsx';

export function ToolbarExample(): JSX.Element {
  const { toolbar } = sample;
  return (
    <Toolbar
      label={toolbar.label}
      actions={
        <>
          <a href="#toolbar">
            <Icon name="download" />
            {toolbar.csv}
          </a>
          <a href="#toolbar">
            <Icon name="download" />
            {toolbar.xlsx}
          </a>
        </>
      }
    >
      <Form action="#toolbar" method="get" label={toolbar.label} inline>
        <Field name="find" kind="search" label={toolbar.find} />
        <Select
          name="state"
          label={toolbar.state}
          emptyLabel={toolbar.any}
          options={toolbar.states.map((label) => ({ value: label, label }))}
          width="medium"
        />
        <Button look="quiet" icon="filter">
          {toolbar.apply}
        </Button>
      </Form>
    </Toolbar>
  );
}
