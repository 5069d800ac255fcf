import { services } from '#kernel/service.ts';
import { provisionEventKinds, type ProvisionRight } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import { provisionPath } from './paths.ts';
import { texts } from './texts.uk.ts';

const { form } = texts;
const groundRows = 3;

type Typed = Readonly<Record<string, string>>;

export interface ChangeFormProps {
  /** The right that something happened to; undefined for a new document. */
  readonly right: ProvisionRight | undefined;
  /** As typed. */
  readonly values: Typed;
  readonly faults: Typed;
  readonly csrfToken: string;
}

/** A change being written; its document is signed on the next page. */
export function changeFormPage(frame: PageFrame, props: ChangeFormProps): string {
  const { right, faults, csrfToken } = props;
  const title = right === undefined ? form.newTitle : form.eventTitle;
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.own.title, href: provisionPath }, { label: title }]}
    >
      <ErrorSummary title={form.errors} errors={errors} />
      <PageHeading
        title={title}
        eyebrow={right && eyebrowOf(right)}
        lede={right === undefined ? form.newLede : form.eventLede}
      />
      <Card>
        <p>{form.whoAnswers}</p>
        <Form
          action={`${provisionPath}?_csrf=${encodeURIComponent(csrfToken)}`}
          withFiles
          hidden={right === undefined ? { kind: 'right' } : { rightId: String(right.rightId) }}
          label={title}
        >
          {right === undefined ? <Document {...props} /> : <Event {...props} />}
          <Field
            {...about(props, 'file')}
            kind="file"
            hint={form.fileHint}
            accept=".pdf,.jpg,.jpeg,.png,.asice"
            optional={right !== undefined}
          />
          <ButtonRow>
            <Button>{form.toSign}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}

const eyebrowOf = ({ service, document }: ProvisionRight): string =>
  `${serviceName(service)} · ${texts.documentText(document.title, document.number)}`;

type Named =
  | 'territory'
  | 'documentTitle'
  | 'documentNumber'
  | 'documentOn'
  | 'termFrom'
  | 'termThrough'
  | 'kind'
  | 'occurredOn'
  | 'ground'
  | 'file';

function about({ values, faults }: ChangeFormProps, name: Named) {
  return { name, label: form[name], value: values[name], error: faults[name] };
}

function Document(props: ChangeFormProps): JSX.Element {
  const { values, faults } = props;
  return (
    <>
      <Select
        {...{ name: 'service', value: values['service'], error: faults['service'] }}
        label={texts.fields.service}
        options={services.map((value) => ({ value, label: serviceName(value, 'full') }))}
      />
      <Field {...about(props, 'territory')} hint={form.territoryHint} />
      <Field {...about(props, 'documentTitle')} hint={form.documentTitleHint} />
      <Field {...about(props, 'documentNumber')} width="medium" />
      <Field {...about(props, 'documentOn')} kind="date" />
      <Field {...about(props, 'termFrom')} kind="date" />
      <Field {...about(props, 'termThrough')} kind="date" hint={form.termThroughHint} optional />
    </>
  );
}

function Event(props: ChangeFormProps): JSX.Element {
  return (
    <>
      <Radios
        {...about(props, 'kind')}
        choices={provisionEventKinds.map((value) => ({
          value,
          label: texts.kinds[value],
          hint: form.kindHints[value],
        }))}
      />
      <Field {...about(props, 'occurredOn')} kind="date" />
      <Field {...about(props, 'territory')} hint={form.eventTerritoryHint} optional />
      <Field {...about(props, 'ground')} kind="textarea" rows={groundRows} hint={form.groundHint} />
    </>
  );
}
