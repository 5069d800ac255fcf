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
import { anonymousErrorPath, ownErrorsPath } from './paths.ts';
import { texts } from './texts.uk.ts';

const { form, fields } = texts;

export interface ErrorFormProps {
  /** As typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  readonly isSignedIn: boolean;
  readonly csrfToken: string;
}

const kindsInOrder = ['software-hardware', 'technical', 'methodological'] as const;

/** An error being reported, by anybody (1039:87.1). */
export function errorFormPage(frame: PageFrame, props: ErrorFormProps): string {
  const { values, faults, isSignedIn, csrfToken } = props;
  const errors = errorsOf(faults);
  const about = (name: 'said' | 'page' | 'happenedOn' | 'screenshot' | 'email' | 'kind') => ({
    ...{ name, label: fields[name], value: values[name], error: faults[name] },
  });
  return renderPage(
    <Page {...frame} title={form.title} hasErrors={errors.length > 0}>
      <ErrorSummary title={form.errors} errors={errors} />
      <PageHeading title={form.title} lede={form.lede} />
      <Card>
        <Form {...whither(isSignedIn, csrfToken)} label={form.title}>
          <Radios
            {...about('kind')}
            choices={kindsInOrder.map((value) => ({
              value,
              label: texts.kinds[value],
              hint: texts.kindHints[value],
            }))}
          />
          <Field {...about('said')} kind="textarea" hint={form.saidHint} />
          <Field {...about('happenedOn')} kind="date" />
          <Field {...about('page')} hint={form.pageHint} optional />
          {isSignedIn ? (
            <Field
              {...about('screenshot')}
              kind="file"
              hint={form.screenshotHint}
              accept=".png,.jpg,.jpeg"
              optional
            />
          ) : (
            <Field {...about('email')} kind="email" hint={form.emailHint} />
          )}
          <p>{form.term}</p>
          <ButtonRow>
            <Button>{form.send}</Button>
          </ButtonRow>
        </Form>
        {isSignedIn ? (
          <p>
            <a href={ownErrorsPath}>{form.own}</a>
          </p>
        ) : null}
      </Card>
    </Page>,
  );
}

/** Files come from those who are signed in alone: from others they could fill a disk. */
function whither(isSignedIn: boolean, csrfToken: string) {
  if (!isSignedIn) return { action: anonymousErrorPath, csrfToken };
  return { action: `${ownErrorsPath}?_csrf=${encodeURIComponent(csrfToken)}`, withFiles: true };
}
