import { services } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { Fold } from '#ui/details/details.tsx';
import { ErrorSummary, type FieldError } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatPercent } from '#ui/format/number.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { officePage } from '../cabinet.tsx';
import { placeName, serviceTitles } from '../texts.uk.ts';
import { ItemRows } from './item-rows.tsx';
import { formRows, isRowFilled, rowsShown, type TariffForm } from './tariff-form.ts';
import { tariffComponents, tariffZones, vatRates } from './tariff-input.ts';
import type { TariffProvider } from './tariff-reach.ts';
import { componentHints, componentNames, texts, zoneNames } from './texts.uk.ts';

export interface TariffFormPageProps {
  readonly frame: PageFrame;
  readonly providers: readonly TariffProvider[];
  readonly form: TariffForm;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
}

/** The form of a new tariff; what was typed comes back with what is wrong with it. */
export function tariffFormPage(props: TariffFormPageProps): string {
  const { frame, errors, csrfToken } = props;
  return officePage({
    frame,
    title: texts.newTitle,
    hasErrors: errors.length > 0,
    breadcrumbs: [
      { href: '/cabinet/tariffs', label: serviceTitles.tariffs },
      { label: texts.newTitle },
    ],
    children: (
      <>
        <ErrorSummary errors={errors} title={texts.errors} />
        <PageHeading title={texts.newTitle} lede={texts.newLede} />
        <Split
          aside={
            <Card heading={texts.whatIsChecked}>
              <ul>
                {texts.checksMade.map((check) => (
                  <li>{check}</li>
                ))}
              </ul>
            </Card>
          }
        >
          <Card>
            <Form action="/cabinet/tariffs/new" csrfToken={csrfToken}>
              <What {...props} />
              <PriceAndStart {...props} />
              <Decision {...props} />
              <Structure {...props} />
              <ButtonRow>
                <Button name="step" value="check">
                  {texts.check}
                </Button>
              </ButtonRow>
            </Form>
          </Card>
        </Split>
      </>
    ),
  });
}

/** Name, what was typed and what is wrong, for one control. */
function control(props: TariffFormPageProps, name: string) {
  return {
    name,
    value: props.form[name],
    error: props.errors.find(({ fieldId }) => fieldId === name)?.message,
  };
}

function What(props: TariffFormPageProps): JSX.Element {
  const { providers } = props;
  const places = new Map(
    providers.flatMap((provider) => provider.places).map((place) => [place.hromadaId, place]),
  );
  return (
    <>
      <h2>{texts.what}</h2>
      <Select
        {...control(props, 'providerId')}
        label={texts.provider}
        emptyLabel={providers.length === 1 ? null : undefined}
        options={providers.map(({ providerId, name }) => ({
          value: String(providerId),
          label: name,
        }))}
      />
      <Select
        {...control(props, 'territoryId')}
        label={texts.territory}
        emptyLabel={places.size === 1 ? null : undefined}
        options={[...places.values()].map((place) => ({
          value: String(place.hromadaId),
          label: placeName({ ...place, as: 'biller' }),
        }))}
      />
      <Select
        {...control(props, 'service')}
        label={texts.service}
        options={services.map((service) => ({ value: service, label: serviceName(service) }))}
      />
      <Radios
        {...control(props, 'component')}
        label={texts.component}
        choices={tariffComponents.map((component) => ({
          value: component,
          label: componentNames[component],
          hint: componentHints[component],
        }))}
      />
      <Radios
        {...control(props, 'zone')}
        label={texts.zone}
        inline
        choices={tariffZones.map((zone) => ({ value: zone, label: zoneNames[Number(zone)] }))}
      />
    </>
  );
}

function PriceAndStart(props: TariffFormPageProps): JSX.Element {
  return (
    <>
      <h2>{texts.how}</h2>
      <Field
        {...control(props, 'netPrice')}
        kind="money"
        label={texts.netPrice}
        hint={texts.netHint}
      />
      <Radios
        {...control(props, 'vatPercent')}
        label={texts.vat}
        inline
        choices={vatRates.map((rate) => ({ value: rate, label: formatPercent(Number(rate)) }))}
      />
      <Field
        {...control(props, 'grossPrice')}
        kind="money"
        label={texts.price}
        hint={texts.grossHint}
      />
      <Field
        {...control(props, 'validFrom')}
        kind="date"
        label={texts.fromWhen}
        hint={texts.fromHint}
      />
    </>
  );
}

function Decision(props: TariffFormPageProps): JSX.Element {
  return (
    <>
      <h2>{texts.who}</h2>
      <Field
        {...control(props, 'decisionAuthority')}
        label={texts.authority}
        hint={texts.authorityHint}
      />
      <Field {...control(props, 'decisionNumber')} label={texts.number} width="medium" />
      <Field {...control(props, 'decisionOn')} kind="date" label={texts.decisionOn} />
    </>
  );
}

function Structure(props: TariffFormPageProps): JSX.Element {
  const { form, errors } = props;
  const more = formRows.slice(rowsShown);
  return (
    <>
      <h2>{texts.items}</h2>
      <p class="hint">{texts.itemsHint}</p>
      <ItemRows rows={formRows.slice(0, rowsShown)} form={form} errors={errors} />
      <Fold summary={texts.more} open={more.some((row) => isRowFilled(form, row))}>
        <ItemRows rows={more} form={form} errors={errors} />
      </Fold>
    </>
  );
}
