import { services } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import type { Bounds } from '#platform/parameters/rules.ts';
import { boundsText, parameterStatusNames } from '#platform/parameters/texts.uk.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { parameterName, unitText } from './describe.tsx';
import type { ProposalForm } from './form.ts';
import { parameterStatuses } from './parameters-page.tsx';
import { texts } from './texts.uk.ts';

export interface ProposeProps {
  readonly code: string;
  readonly unit: string;
  /** Undefined for a code that no rule reads any more. */
  readonly bounds: Bounds | undefined;
  readonly form: ProposalForm;
  /** By the name of the field; the empty name stands for the whole form. */
  readonly errors: ReadonlyMap<string, string>;
}

/** A new dated value: it is checked on the next page and sent from there. */
export function proposePage(frame: PageFrame, props: ProposeProps): string {
  const { code, errors } = props;
  const name = parameterName(code);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={`${texts.formTitle}: ${name}`}
      hasErrors={errors.size > 0}
      breadcrumbs={[
        { label: texts.title, href: '/cabinet/parameters' },
        { label: name, href: `/cabinet/parameters/${code}` },
        { label: texts.formTitle },
      ]}
    >
      <ErrorSummary
        errors={[...errors].map(([field, message]) => ({
          message,
          fieldId: field === '' ? undefined : field,
        }))}
      />
      <PageHeading title={texts.formTitle} eyebrow={name} lede={texts.formLede} />
      <Card>
        <ProposeForm {...props} />
      </Card>
    </Page>,
  );
}

function ProposeForm(props: ProposeProps): JSX.Element {
  const { code, unit, bounds, form, errors } = props;
  return (
    <Form
      action={`/cabinet/parameters/${code}/check`}
      method="get"
      label={texts.formTitle}
      hidden={form.category === '' ? {} : { category: form.category }}
    >
      <Field
        name="value"
        kind="decimal"
        label={texts.newValue}
        unit={unitText(unit)}
        hint={bounds === undefined ? undefined : texts.allowed(boundsText(bounds))}
        value={form.value}
        error={errors.get('value')}
      />
      <Dates {...props} />
      <Scope {...props} />
      <Field
        name="act"
        label={texts.act}
        hint={texts.actHint}
        value={form.act}
        error={errors.get('act')}
      />
      <Radios
        name="status"
        label={texts.statusOf}
        value={form.status}
        error={errors.get('status')}
        choices={parameterStatuses.map((value) => ({
          value,
          label: parameterStatusNames[value],
          hint: texts.statusHints[value],
        }))}
      />
      <ButtonRow>
        <Button>{texts.toCheck}</Button>
        <a class="contents-link" href={`/cabinet/parameters/${code}`}>
          {texts.cancel}
        </a>
      </ButtonRow>
    </Form>
  );
}

function Dates({ form, errors }: ProposeProps): JSX.Element {
  return (
    <>
      <Field
        name="validFrom"
        kind="date"
        label={texts.validFrom}
        value={form.validFrom}
        error={errors.get('validFrom')}
      />
      <Field
        name="validTo"
        kind="date"
        label={texts.validTo}
        hint={texts.validToHint}
        optional
        value={form.validTo}
        error={errors.get('validTo')}
      />
    </>
  );
}

function Scope({ form, errors }: ProposeProps): JSX.Element {
  return (
    <>
      <Field
        name="territory"
        label={texts.territoryCode}
        hint={texts.territoryHint}
        optional
        value={form.territory}
        error={errors.get('territory')}
      />
      <Select
        name="service"
        label={texts.service}
        emptyLabel={texts.anyService}
        optional
        width="medium"
        value={form.service}
        error={errors.get('service')}
        options={services.map((value) => ({ value, label: serviceName(value) }))}
      />
    </>
  );
}
