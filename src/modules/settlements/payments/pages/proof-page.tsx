import type { PageFrame } from '#platform/http/frame.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { texts } from './texts.uk.ts';

/** Why there is no proof now: it is still being sealed, or the payment came another way. */
export function noProofPage(frame: PageFrame, paymentId: string, isLate: boolean): string {
  const title = isLate ? texts.proofLaterTitle : texts.proofNoneTitle;
  return renderPage(
    <Page {...frame} title={title}>
      <PageHeading title={title} lede={isLate ? texts.proofLaterLead : texts.proofNoneLead} />
      <p>
        <a href={`/cabinet/payments/${paymentId}`}>{texts.back}</a>
      </p>
    </Page>,
  );
}
