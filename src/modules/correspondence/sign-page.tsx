import type { ComponentChildren, JSX } from 'preact';
import type { DocumentContent } from '#engine/documents/content/content.ts';
import type { SigningRequest } from '#engine/documents/signing-desk.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { OutsideFrame } from '#ui/outside-frame/outside-frame.tsx';
import { documentsPath, type CorrespondenceParts } from './parts.ts';
import { texts } from './texts.uk.ts';

export interface SignPageProps {
  readonly frame: PageFrame;
  readonly csrfToken: string;
  readonly documentId: bigint;
  readonly kind: string;
  readonly content: DocumentContent;
  readonly asked: SigningRequest;
  readonly signerHref: string | undefined;
  readonly front: CorrespondenceParts['front'];
  readonly demonstrationKeys: string | undefined;
  /** Whether the reader has the right to sign in this name (1039:34). */
  readonly maySign: boolean;
  /** What was wrong with what was sent. */
  readonly error?: string | undefined;
}

/**
 * Ways to sign: a key file in this browser, a signing front in a frame where one is set, or any
 * program and a file of its signature.
 */
export function signPage(props: SignPageProps): string {
  const { frame, documentId, content, error, kind, signerHref } = props;
  const path = `${documentsPath}/${documentId}`;
  return renderPage(
    <Page
      {...frame}
      title={texts.signPage.title}
      hasErrors={error !== undefined}
      breadcrumbs={[
        { label: texts.title, href: documentsPath },
        { label: content.title, href: path },
        { label: texts.signPage.title },
      ]}
      scriptHrefs={signerHref === undefined ? [] : [signerHref]}
    >
      <ErrorSummary
        title={texts.page.refusedTitle}
        errors={error === undefined ? [] : [{ fieldId: 'signature', message: error }]}
      />
      <PageHeading title={texts.signPage.title} lede={texts.signPage.lede} />
      <Card heading={texts.signPage.what}>
        <DescriptionList
          rows={[
            { term: texts.form.kind, value: kind },
            { term: texts.form.subject, value: content.title },
            {
              term: texts.page.content,
              value: (
                <a href={`${path}/document.html`} download>
                  {texts.page.html}
                </a>
              ),
            },
          ]}
        />
      </Card>
      {props.maySign ? (
        <Ways {...props} />
      ) : (
        <Notification tone="bad" title={texts.signPage.mayNotTitle}>
          <p>{texts.refusals['may-not-sign']}</p>
        </Notification>
      )}
    </Page>,
  );
}

function Ways(props: SignPageProps): JSX.Element {
  const { signerHref, front } = props;
  return (
    <>
      {signerHref === undefined || front === undefined ? null : (
        <FrontCard {...props} front={front} />
      )}
      <CardGrid>
        {signerHref === undefined ? null : <KeyFileCard {...props} />}
        <OtherProgramCard {...props} />
      </CardGrid>
    </>
  );
}

/** What the island of the page needs to know: filled by script, hidden without it. */
function SignerForm({
  documentId,
  asked: { slot, version },
  csrfToken,
  frontOrigin,
  label,
  children,
}: SignPageProps & {
  readonly label: string;
  readonly frontOrigin?: string;
  readonly children: ComponentChildren;
}): JSX.Element {
  const path = `${documentsPath}/${documentId}`;
  const { working, workingInFront, faults } = texts.signPage;
  return (
    <>
      <p data-no-script>{texts.signPage.noScript}</p>
      <form
        class="form"
        hidden
        data-signer
        aria-label={label}
        data-front-origin={frontOrigin}
        data-to-sign={`${path}/to-sign.xml?slot=${slot}&version=${version}`}
        data-content={`${path}/document.html`}
        data-send={`${path}/signatures?_csrf=${encodeURIComponent(csrfToken)}`}
        data-slot={String(slot)}
        data-version={String(version)}
        data-texts={JSON.stringify({
          working: frontOrigin === undefined ? working : workingInFront,
          faults,
        })}
        noValidate
      >
        {children}
      </form>
    </>
  );
}

function KeyFileCard(props: SignPageProps): JSX.Element {
  return (
    <Card heading={texts.signPage.keyTitle} look="lift">
      <Stack>
        <SignerForm {...props} label={texts.signPage.keyTitle}>
          <Field
            name="keyFile"
            kind="file"
            label={texts.signPage.keyFile}
            hint={texts.signPage.keyFileHint}
            accept=".pem"
          />
          <Field name="password" kind="password" label={texts.signPage.password} />
          <p role="alert" hidden data-fault />
          <Button>{texts.signPage.go}</Button>
        </SignerForm>
        {props.demonstrationKeys === undefined ? null : (
          <p class="small">
            <a href={props.demonstrationKeys}>{texts.signPage.demonstrationKeys}</a>
          </p>
        )}
      </Stack>
    </Card>
  );
}

/** The key is read in the frame, on the origin of the front: this page sees the signature alone. */
function FrontCard({
  front,
  ...props
}: SignPageProps & { readonly front: NonNullable<SignPageProps['front']> }): JSX.Element {
  return (
    <Card heading={texts.signPage.frontTitle}>
      <Stack>
        <p>{texts.signPage.frontText}</p>
        <SignerForm
          {...props}
          front={front}
          frontOrigin={front.origin}
          label={texts.signPage.frontTitle}
        >
          <Button>{texts.signPage.frontGo}</Button>
          <p role="alert" hidden data-fault />
          <OutsideFrame href={front.href} title={texts.signPage.frontFrame} />
        </SignerForm>
      </Stack>
    </Card>
  );
}

function OtherProgramCard({ documentId, asked, csrfToken, error }: SignPageProps): JSX.Element {
  const path = `${documentsPath}/${documentId}`;
  const { slot, version } = asked;
  const query = `slot=${slot}&version=${version}`;
  const action = `${path}/signatures?_csrf=${encodeURIComponent(csrfToken)}&${query}`;
  return (
    <Card heading={texts.signPage.otherTitle}>
      <Stack>
        <ol>
          {texts.signPage.otherSteps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <ButtonRow>
          <LinkButton href={`${path}/to-sign.xml?${query}`} look="quiet" icon="download" download>
            {texts.signPage.toSign}
          </LinkButton>
        </ButtonRow>
        <Form action={action} withFiles label={texts.signPage.otherTitle}>
          <Field
            name="signature"
            kind="file"
            label={texts.signPage.signature}
            hint={texts.signPage.signatureHint}
            accept=".p7s"
            error={error}
          />
          <Button look="quiet" icon="upload">
            {texts.signPage.send}
          </Button>
        </Form>
      </Stack>
    </Card>
  );
}
