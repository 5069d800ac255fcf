import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { texts } from './texts.uk.ts';

export type FailureText = keyof typeof texts.failures;

/** The page before id.gov.ua; after a failed try it says what happened and how to go on. */
export function signInPage(
  frame: PageFrame,
  returnTo: string,
  failure?: FailureText,
  isLate = false,
): string {
  const begin = `/sign-in/begin?return=${encodeURIComponent(returnTo)}`;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <h1>{texts.title}</h1>
      {failure === undefined ? null : (
        <Notification tone="bad" title={texts.failed}>
          <p>{texts.failures[failure]}</p>
        </Notification>
      )}
      {isLate ? (
        <Notification tone="warn" title={texts.late}>
          <p>{texts.lateText}</p>
        </Notification>
      ) : null}
      <Card>
        <p>{texts.lead}</p>
        <p>{texts.methods}</p>
        <p>{texts.safety}</p>
        <LinkButton href={begin}>{failure === undefined ? texts.begin : texts.again}</LinkButton>
        <p>
          <a href={`/sign-in/key?return=${encodeURIComponent(returnTo)}`}>{texts.byKey}</a>
        </p>
      </Card>
    </Page>,
  );
}
