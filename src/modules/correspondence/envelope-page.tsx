import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

export interface EnvelopePageProps {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly documentId: bigint;
  readonly title: string;
  readonly demonstrationKeys: string | undefined;
  /** What was wrong with the certificate. */
  readonly error?: string | undefined;
}

/** Asks for the certificate that a document is to be encrypted for (1039:10.18). */
export function envelopePage(props: EnvelopePageProps): string {
  const { frame, csrfToken, documentId, title, demonstrationKeys, error } = props;
  const { envelopePage: words } = texts;
  const path = `${documentsPath}/${documentId}`;
  return renderPage(
    <Page
      {...frame}
      title={words.title}
      hasErrors={error !== undefined}
      breadcrumbs={[
        { label: texts.title, href: documentsPath },
        { label: title, href: path },
        { label: words.title },
      ]}
    >
      <ErrorSummary
        title={words.refusedTitle}
        errors={error === undefined ? [] : [{ fieldId: 'certificate', message: error }]}
      />
      <PageHeading title={words.title} lede={words.lede} />
      <Card heading={words.whose}>
        <Stack>
          <Form
            action={`${path}/document.p7e?_csrf=${encodeURIComponent(csrfToken)}`}
            withFiles
            label={words.whose}
          >
            <Field
              name="certificate"
              kind="file"
              label={words.certificate}
              hint={words.certificateHint}
              accept=".cer,.crt,.der,.pem"
              error={error}
            />
            <Button icon="lock">{words.go}</Button>
          </Form>
          <p class="small soft">{words.after}</p>
          {demonstrationKeys === undefined ? null : (
            <p class="small">
              <a href={demonstrationKeys}>{words.demonstrationKeys}</a>
            </p>
          )}
        </Stack>
      </Card>
    </Page>,
  );
}
