import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { securityPath } from './security-page.tsx';
import { texts } from './texts.uk.ts';

/** New recovery codes, this once. */
export function recoveryCodesPage(frame: PageFrame, codes: readonly string[]): string {
  return renderPage(
    <Page {...frame} title={texts.newCodes}>
      <PageHeading title={texts.newCodes} lede={texts.newCodesText} />
      <Card>
        <Stack>
          <ol>
            {codes.map((code) => (
              <li>
                <code>{code}</code>
              </li>
            ))}
          </ol>
          <LinkButton href={securityPath}>{texts.codesSaved}</LinkButton>
        </Stack>
      </Card>
    </Page>,
  );
}
