import { services } from '#kernel/service.ts';
import { provisionEventKinds, provisionEventNames } from '#modules/registry/index.ts';
import { Button } from '#ui/button/button.tsx';
import { Checkboxes, Consent } from '#ui/choices/choices.tsx';
import { Fold } from '#ui/details/details.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { CardGrid, Row, Stack } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { asksForRights, type ProviderForm } from './form.ts';
import { texts } from './texts.uk.ts';

export interface FiltersProps {
  readonly form: ProviderForm;
  /** By the id of the field. */
  readonly errors: ReadonlyMap<string, string>;
}

/** One field in front; the other conditions of the regulation behind one press (1039:23.3). */
export function Filters(props: FiltersProps): JSX.Element {
  const { form, errors } = props;
  return (
    <Form action="/providers" method="get" label={texts.searchForm}>
      <Field
        name="q"
        kind="search"
        label={texts.search}
        hint={texts.searchHint}
        value={form.q}
        error={errors.get('q')}
        after={<Button>{texts.find}</Button>}
      />
      <Fold summary={texts.moreConditions} open={asksForRights(form) || errors.size > 0}>
        <Stack>
          <Place {...props} />
          <Document {...props} />
          <Events {...props} />
          <Row>
            <Button look="quiet">{texts.find}</Button>
            <a class="contents-link" href="/providers">
              {texts.clear}
            </a>
          </Row>
        </Stack>
      </Fold>
    </Form>
  );
}

function Place({ form, errors }: FiltersProps): JSX.Element {
  return (
    <>
      <Checkboxes
        name="service"
        label={texts.services}
        hint={texts.servicesHint}
        inline
        values={form.services}
        choices={services.map((value) => ({ value, label: serviceName(value) }))}
      />
      <Field
        name="territory"
        label={texts.territory}
        hint={texts.territoryHint}
        value={form.territory}
        error={errors.get('territory')}
      />
      <Consent name="inside" label={texts.inside} checked={form.inside} />
      <Field name="on" kind="date" label={texts.on} value={form.on} error={errors.get('on')} />
    </>
  );
}

function Document({ form, errors }: FiltersProps): JSX.Element {
  return (
    <CardGrid>
      <Field
        name="document"
        label={texts.document}
        value={form.document}
        error={errors.get('document')}
      />
      <Field
        name="term-from"
        kind="date"
        label={texts.termFrom}
        value={form.termFrom}
        error={errors.get('term-from')}
      />
      <Field
        name="term-through"
        kind="date"
        label={texts.termThrough}
        value={form.termThrough}
        error={errors.get('term-through')}
      />
    </CardGrid>
  );
}

function Events({ form, errors }: FiltersProps): JSX.Element {
  return (
    <>
      <Checkboxes
        name="event"
        label={texts.events}
        hint={texts.eventsHint}
        inline
        values={form.events}
        choices={provisionEventKinds.map((value) => ({ value, label: provisionEventNames[value] }))}
      />
      <CardGrid>
        <Field
          name="event-from"
          kind="date"
          label={texts.eventFrom}
          value={form.eventFrom}
          error={errors.get('event-from')}
        />
        <Field
          name="event-through"
          kind="date"
          label={texts.eventThrough}
          value={form.eventThrough}
          error={errors.get('event-through')}
        />
        <Field
          name="ground"
          label={texts.ground}
          value={form.ground}
          error={errors.get('ground')}
        />
      </CardGrid>
    </>
  );
}
