import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { housesPath } from './houses-page.tsx';
import { texts } from './texts.uk.ts';

export interface HouseFormProps {
  /** As typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly csrfToken: string;
}

/** A house being asked for: by one of its accounts, its biller and the co-owners' decision. */
export function houseFormPage(frame: PageFrame, props: HouseFormProps): string {
  const { values, faults, csrfToken } = props;
  const errors = errorsOf(faults);
  const about = (name: 'number' | 'edrpou' | 'basis' | 'file') => ({
    ...{ name, label: texts[name], value: values[name], error: faults[name] },
  });
  return renderPage(
    <Page
      {...frame}
      title={texts.newTitle}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: housesPath }, { label: texts.newTitle }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      <PageHeading title={texts.newTitle} lede={texts.newLead} />
      <Card>
        <Form
          action={`${housesPath}?_csrf=${encodeURIComponent(csrfToken)}`}
          withFiles
          label={texts.newTitle}
        >
          <Field {...about('number')} width="medium" />
          <Field {...about('edrpou')} hint={texts.edrpouHint} width="medium" />
          <Field {...about('basis')} hint={texts.basisHint} />
          <Field
            {...about('file')}
            kind="file"
            hint={texts.fileHint}
            accept=".pdf,.jpg,.jpeg,.png,.asice"
          />
          <ButtonRow>
            <Button>{texts.toSign}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}
