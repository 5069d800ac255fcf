import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Signing, type SigningFront } from '#ui/signing/signing.tsx';
import { texts } from './texts.uk.ts';

/** How this platform lets people sign in a browser. */
export interface SigningParts {
  readonly scriptHref: string | undefined;
  readonly front: SigningFront | undefined;
  readonly demonstrationKeys: string | undefined;
}

export interface KeyPageProps {
  readonly content: string;
  readonly toSign: string;
  readonly send: string;
  readonly signing: SigningParts;
  readonly error?: string | undefined;
}

/** The text to sign, as it is, and the ways to sign it. */
export function keyPage(frame: PageFrame, props: KeyPageProps): string {
  const { content, toSign, send, error, signing } = props;
  const { scriptHref, front, demonstrationKeys } = signing;
  return renderPage(
    <Page
      {...frame}
      title={texts.title}
      hasErrors={error !== undefined}
      scriptHrefs={scriptHref === undefined ? [] : [scriptHref]}
    >
      <ErrorSummary errors={error === undefined ? [] : [{ message: error }]} />
      <PageHeading title={texts.title} lede={texts.lead} />
      <Card heading={texts.what}>
        {content
          .trim()
          .split('\n')
          .map((line) => (line === '' ? null : <p>{line}</p>))}
      </Card>
      <Signing
        {...{ toSign, send, front, demonstrationKeys }}
        withScript={scriptHref !== undefined}
      />
    </Page>,
  );
}
