import type { PageFrame } from '#platform/http/frame.ts';
import type { ErrorPages } from '#platform/http/server.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { texts } from './texts.uk.ts';

const tooManyRequests = 429;
const tooLarge = 413;

/** Pages of what could not be shown; each says what to do next. */
export const errorPages: ErrorPages = {
  notFound: (frame) =>
    message(frame, texts.notFoundTitle, [texts.notFoundLead, texts.notFoundNext]),
  failure: (frame, incident) =>
    message(frame, texts.failureTitle, [texts.failureLead, `${texts.failureNext} ${incident}`]),
  refusedRequest(frame, status) {
    if (status === tooManyRequests) return message(frame, texts.tooManyTitle, [texts.tooManyLead]);
    if (status === tooLarge) return message(frame, texts.tooLargeTitle, [texts.tooLargeLead]);
    return message(frame, texts.refusedTitle, [texts.refusedLead]);
  },
};

function message(frame: PageFrame, title: string, lines: readonly string[]): string {
  return renderPage(
    <Page {...frame} title={title}>
      <h1>{title}</h1>
      <Card>
        {lines.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <LinkButton href={frame.homeHref}>{texts.toStart}</LinkButton>
      </Card>
    </Page>,
  );
}
