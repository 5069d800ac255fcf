import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { accessPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export interface KeyPageProps {
  readonly csrfToken: string;
  readonly fault?: string | undefined;
  /** Where whoever opened it came from. */
  readonly back: { readonly label: string; readonly href: string };
}

/** Somebody's own key is compromised: everything it opens is blocked by their word (1039:32.1). */
export function keyPage(frame: PageFrame, { csrfToken, fault, back }: KeyPageProps): string {
  const { key } = texts;
  return renderPage(
    <Page
      {...frame}
      title={key.title}
      hasErrors={fault !== undefined}
      breadcrumbs={[back, { label: key.title }]}
    >
      <ErrorSummary
        title={texts.form.errors}
        errors={fault === undefined ? [] : [{ fieldId: 'basis', message: fault }]}
      />
      <PageHeading title={key.title} lede={key.lede} />
      <Card>
        <Notification tone="warn" title={key.atOnce}>
          <p>{key.after}</p>
        </Notification>
        <Form action={`${accessPath}/key`} csrfToken={csrfToken} label={key.title}>
          <Field name="basis" kind="textarea" label={key.basis} rows={3} error={fault} />
          <ButtonRow>
            <Button look="danger">{key.go}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}
