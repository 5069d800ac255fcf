import type { JSX } from 'preact';
import type { AttachedFile } from '#engine/documents/document-desk.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Checkboxes, Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import type { Addressee } from './addressees.ts';
import { correspondenceKinds, kindHints } from './kinds.ts';
import type { LetterFaults, LetterForm } from './letter.ts';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

export interface FormPageProps {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly form: LetterForm;
  readonly faults: LetterFaults;
  /** Undefined while the document is new. */
  readonly documentId?: bigint | undefined;
  /** Those a consumer may write to; undefined for a provider, who names an account. */
  readonly addressees?: readonly Addressee[] | undefined;
  readonly attachments: readonly AttachedFile[];
}

const textRows = 12;

/** A letter being written: kind and addressee once, words and attachments as often as needed. */
export function formPage(props: FormPageProps): string {
  const { frame, faults, documentId, csrfToken, form } = props;
  const title = documentId === undefined ? texts.newTitle : texts.editTitle;
  const action = documentId === undefined ? documentsPath : `${documentsPath}/${documentId}/edit`;
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: documentsPath }, { label: title }]}
    >
      <ErrorSummary title={texts.form.errors} errors={errors} />
      <PageHeading title={title} />
      <Card>
        <Form action={`${action}?_csrf=${encodeURIComponent(csrfToken)}`} withFiles>
          {documentId === undefined ? <KindAndAddressee {...props} /> : null}
          <Field
            name="subject"
            label={texts.form.subject}
            value={form.subject}
            error={faults.subject}
          />
          <Field
            name="text"
            kind="textarea"
            label={texts.form.text}
            hint={texts.form.textHint}
            value={form.text}
            rows={textRows}
            error={faults.text}
          />
          <Attached {...props} />
          <Field
            name="file"
            kind="file"
            label={texts.form.file}
            hint={texts.form.fileHint}
            accept=".pdf,.jpg,.jpeg,.png,.asice"
            error={faults.file}
            optional
          />
          <ButtonRow>
            <Button>{texts.form.save}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}

function KindAndAddressee({ form, faults, addressees }: FormPageProps): JSX.Element {
  return (
    <>
      <Radios
        name="kind"
        label={texts.form.kind}
        value={form.kind}
        error={faults.kind}
        choices={correspondenceKinds.map(({ code, name }) => ({
          value: code,
          label: name,
          hint: kindHints[code],
        }))}
      />
      {addressees === undefined ? (
        <Field
          name="to"
          kind="whole-number"
          label={texts.form.toAccount}
          hint={texts.form.toAccountHint}
          value={form.to}
          error={faults.to}
          width="medium"
        />
      ) : (
        <Select
          name="to"
          label={texts.form.to}
          value={form.to}
          error={faults.to}
          options={addressees.map(({ holder, name }) => ({ value: holder, label: name }))}
        />
      )}
    </>
  );
}

function Attached({ attachments }: FormPageProps): JSX.Element | null {
  if (attachments.length === 0) return null;
  return (
    <Checkboxes
      name="remove"
      label={texts.form.attached}
      values={[]}
      choices={attachments.map(({ name, file }) => ({
        value: file.name,
        label: texts.form.remove(name),
      }))}
    />
  );
}
