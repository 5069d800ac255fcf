import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { texts } from './texts.uk.ts';

/** Asks whoever has no second factor to prove anew who they are, as they did at sign-in. */
export function signInAgainPage(frame: PageFrame, returnTo: string): string {
  const back = `return=${encodeURIComponent(returnTo)}`;
  return renderPage(
    <Page {...frame} title={texts.again.title}>
      <PageHeading title={texts.again.title} lede={texts.again.lead} />
      <Card>
        <ButtonRow>
          <LinkButton href={`/cabinet/proof/begin?${back}`}>{texts.again.idGovUa}</LinkButton>
          <LinkButton look="quiet" href={`/sign-in/key?proof=yes&${back}`}>
            {texts.again.key}
          </LinkButton>
        </ButtonRow>
      </Card>
    </Page>,
  );
}
