import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Checkboxes, Consent, Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { grounds, restrictedParts } from './kind.ts';
import { restrictedPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export interface AskPageProps {
  /** As typed. */
  readonly values: Readonly<Record<string, string>>;
  readonly parts: readonly string[];
  readonly faults: Readonly<Record<string, string>>;
  readonly csrfToken: string;
}

/** A request being written: whose data, on what ground, which of them, what for, until when. */
export function askRestrictedPage(frame: PageFrame, props: AskPageProps): string {
  const { values, parts, faults, csrfToken } = props;
  const errors = errorsOf(faults);
  const about = (name: keyof typeof texts.fields) => ({
    ...{ name, label: texts.fields[name], value: values[name], error: faults[name] },
    hint: name in texts.hints ? texts.hints[name as keyof typeof texts.hints] : undefined,
  });
  return renderPage(
    <Page
      {...frame}
      title={texts.newTitle}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: restrictedPath }, { label: texts.newTitle }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      <PageHeading title={texts.newTitle} lede={texts.newLead} />
      <Notification tone="warn" title={texts.liability.title}>
        <p>{texts.liability.text}</p>
      </Notification>
      <Card>
        <Form
          action={`${restrictedPath}?_csrf=${encodeURIComponent(csrfToken)}`}
          withFiles
          label={texts.newTitle}
        >
          <Field {...about('edrpou')} kind="whole-number" width="medium" />
          <Field {...about('number')} width="medium" />
          <Radios
            {...about('ground')}
            choices={grounds.map((value) => ({ value, label: texts.grounds[value] }))}
          />
          <Field {...about('details')} kind="textarea" rows={3} />
          <Field {...about('file')} kind="file" accept=".pdf,.jpg,.jpeg,.png,.asice" />
          <Field {...about('purpose')} kind="textarea" rows={3} />
          <Checkboxes
            {...about('parts')}
            values={parts}
            choices={restrictedParts.map((value) => ({ value, label: texts.parts[value] }))}
          />
          <Field {...about('until')} kind="date" />
          <Consent
            name="warned"
            label={texts.warned}
            checked={values['warned'] === 'yes'}
            error={faults['warned']}
          />
          <ButtonRow>
            <Button>{texts.toSign}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}
