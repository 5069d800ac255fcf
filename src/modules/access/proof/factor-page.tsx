import type { PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { PasskeyForm } from '../second-factor/passkey-form.tsx';
import { texts } from './texts.uk.ts';

export type FactorFault = 'no-match' | 'too-many' | 'stale';

export interface FactorPageProps {
  readonly action: string;
  readonly csrfToken: string;
  /** Where to go on in a session; a sign-in knows it itself. */
  readonly returnTo: string | undefined;
  readonly fault?: FactorFault | undefined;
  readonly passkeyOptions: PublicKeyCredentialRequestOptionsJSON;
  readonly scriptHref: string | undefined;
}

/** Asks for the second factor: a passkey where script works, a code always. */
export function factorPage(frame: PageFrame, props: FactorPageProps): string {
  const { action, csrfToken, fault, passkeyOptions, scriptHref } = props;
  const hidden = props.returnTo === undefined ? {} : { return: props.returnTo };
  const message = fault === undefined ? undefined : texts.faults[fault];
  const hasPasskeys = (passkeyOptions.allowCredentials ?? []).length > 0;
  return renderPage(
    <Page
      {...frame}
      title={texts.title}
      hasErrors={fault !== undefined}
      scriptHrefs={hasPasskeys && scriptHref !== undefined ? [scriptHref] : []}
    >
      <ErrorSummary errors={message === undefined ? [] : [{ fieldId: 'code', message }]} />
      <PageHeading title={texts.title} lede={texts.lead} />
      {hasPasskeys && scriptHref !== undefined ? (
        <PasskeyForm
          {...{ action, csrfToken, hidden }}
          way="get"
          label={texts.passkey}
          options={passkeyOptions}
        >
          <Button>{texts.usePasskey}</Button>
        </PasskeyForm>
      ) : null}
      <Card heading={texts.code}>
        <Stack>
          <Form {...{ action, csrfToken, hidden }} label={texts.code}>
            <Field
              name="code"
              label={texts.codeField}
              hint={texts.codeHint}
              error={message}
              autocomplete="one-time-code"
              width="medium"
              maxLength={40}
            />
            <Button look={hasPasskeys ? 'quiet' : 'main'}>{texts.confirm}</Button>
          </Form>
        </Stack>
      </Card>
      <p>{texts.lost}</p>
    </Page>,
  );
}
