import type { DocumentContent } from '#engine/documents/content/content.ts';
import type { SigningRequest } from '#engine/documents/signing-desk.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Signing } from '#ui/signing/signing.tsx';
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

/** What is signed, and the ways to sign it. */
export function signPage(props: SignPageProps): string {
  const { frame, documentId, content, error, kind, csrfToken } = props;
  const { signerHref, front, demonstrationKeys, maySign } = props;
  const path = `${documentsPath}/${documentId}`;
  const asked = `slot=${props.asked.slot}&version=${props.asked.version}`;
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
      {maySign ? (
        <Signing
          toSign={`${path}/to-sign.xml?${asked}`}
          covers={`${path}/document.html`}
          send={`${path}/signatures?_csrf=${encodeURIComponent(csrfToken)}&${asked}`}
          withScript={signerHref !== undefined}
          {...{ front, demonstrationKeys, error }}
        />
      ) : (
        <Notification tone="bad" title={texts.signPage.mayNotTitle}>
          <p>{texts.refusals['may-not-sign']}</p>
        </Notification>
      )}
    </Page>,
  );
}
