import { Button } from '#ui/button/button.tsx';
import { DropArea, DropNote } from '#ui/drop-area/drop-area.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Row } from '#ui/layout/regions.tsx';
import type { JSX } from 'preact';
import { checkLimits, mebibytes } from '../limits.ts';
import type { CheckView } from '../view.ts';
import { CheckResult } from './check-result.tsx';
import type { WrittenBasis } from './written-basis.ts';
import { texts } from './texts.uk.ts';

export interface CheckDeskProps {
  /** Where the form goes without script; undefined on a page that lies on a disk. */
  readonly action: string | undefined;
  readonly basis: WrittenBasis;
  /** The answer of the server to a form that was sent. */
  readonly view?: CheckView | undefined;
}

/**
 * Where documents are given and answers appear. Works as a plain form; script takes the files
 * itself, so that they stay where they are.
 */
export function CheckDesk({ action, basis, view }: CheckDeskProps): JSX.Element {
  return (
    <div class="stack" data-check={JSON.stringify(basis)}>
      <div data-check-result>{view === undefined ? null : <CheckResult view={view} />}</div>
      <Form action={action ?? ''} withFiles label={texts.formLabel}>
        <DropArea hint={texts.drop} hintHidden>
          <Field name="document" kind="file" label={texts.document} hint={texts.documentHint} />
          <Field
            name="signature"
            kind="file"
            label={texts.signature}
            hint={texts.signatureHint}
            optional
          />
          <Row>
            <Button>{texts.check}</Button>
            <p
              role="status"
              class="small"
              data-check-progress
              data-busy={texts.busy}
              data-failed={texts.failed}
            />
          </Row>
          <DropNote icon="lock" when="with-script">
            {texts.inBrowser}
          </DropNote>
          <DropNote icon="about" when="without-script">
            {action === undefined
              ? texts.tooOld
              : texts.onServer(mebibytes(checkLimits.serverBytesMax))}
          </DropNote>
        </DropArea>
      </Form>
    </div>
  );
}
