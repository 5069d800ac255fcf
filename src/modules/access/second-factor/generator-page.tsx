import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Qr } from '#ui/qr/qr.tsx';
import { create } from 'qrcode';
import { secretAddress, spacedSecret } from './one-time-codes.ts';
import { securityPath } from './security-page.tsx';
import { texts } from './texts.uk.ts';

export interface GeneratorPageProps {
  readonly generatorId: string;
  readonly secret: string;
  /** How the program on the phone names the account. */
  readonly personName: string;
  readonly csrfToken: string;
  readonly error?: string | undefined;
}

/** The secret of a new generator, to scan or to type, and the question for its first code. */
export function generatorPage(frame: PageFrame, props: GeneratorPageProps): string {
  const { generatorId, secret, personName, csrfToken, error } = props;
  const address = secretAddress(secret, { issuer: texts.platform, label: personName });
  return renderPage(
    <Page {...frame} title={texts.generatorTitle} hasErrors={error !== undefined}>
      <ErrorSummary errors={error === undefined ? [] : [{ fieldId: 'code', message: error }]} />
      <PageHeading title={texts.generatorTitle} lede={texts.scan} />
      <Card>
        <Stack>
          <Qr modules={modulesOf(address)} label={texts.qrLabel} mark="none" />
          <p>{texts.type}</p>
          <p>
            {texts.secret}: <code>{spacedSecret(secret)}</code>
          </p>
          <Form
            action={`${securityPath}/generators/${generatorId}`}
            csrfToken={csrfToken}
            label={texts.generatorTitle}
          >
            <Field
              name="code"
              kind="whole-number"
              label={texts.firstCode}
              hint={texts.firstCodeHint}
              error={error}
              autocomplete="one-time-code"
              width="short"
              maxLength={10}
            />
            <Button>{texts.confirm}</Button>
          </Form>
        </Stack>
      </Card>
    </Page>,
  );
}

function modulesOf(text: string) {
  const { modules } = create(text, { errorCorrectionLevel: 'M' });
  return {
    size: modules.size,
    isDark: (row: number, column: number) => modules.get(row, column) === 1,
  };
}
