import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { ComponentChildren } from 'preact';
import type { Errors } from './errors-of.ts';
import { subjectsPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export interface FormPageProps {
  readonly title: string;
  readonly lede: string;
  readonly eyebrow?: string | undefined;
  /** Between the list of organisations and this page. */
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
  readonly errors: Errors;
  /** What the questions are called, for the summary of what is wrong. */
  readonly labels: Readonly<Record<string, string>>;
  /** The page that checks what was typed; the form travels in its address. */
  readonly checkHref: string;
  readonly cancelHref: string;
  readonly questions: ComponentChildren;
  /** Below the form: what must be chosen before it can go on. */
  readonly after?: ComponentChildren;
}

/** A form of the registry: nothing is entered until it has been checked on the next page. */
export function formPage(frame: PageFrame, props: FormPageProps): string {
  const { title, lede, eyebrow, crumbs = [], errors, labels, checkHref, cancelHref } = props;
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      hasErrors={errors.size > 0}
      breadcrumbs={[{ label: texts.title, href: subjectsPath }, ...crumbs, { label: title }]}
    >
      <ErrorSummary
        errors={[...errors].map(([field, message]) => ({
          message: labels[field] === undefined ? message : `${labels[field]}: ${message}`,
          fieldId: field === '' ? undefined : field,
        }))}
      />
      <PageHeading title={title} eyebrow={eyebrow} lede={lede} />
      {props.after}
      <Card>
        <Form action={checkHref} method="get" label={title}>
          {props.questions}
          <ButtonRow>
            <Button>{texts.toCheck}</Button>
            <a class="contents-link" href={cancelHref}>
              {texts.cancel}
            </a>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}
