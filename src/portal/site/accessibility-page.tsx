import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** The statement of accessibility: what was done, by which standard, and what still fails. */
export function accessibilityPage(frame: PageFrame): string {
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      <Card heading={texts.doneTitle}>
        <Sentences lines={texts.done} />
      </Card>
      <Card heading={texts.standardTitle}>
        <p>{texts.standard}</p>
      </Card>
      <Card heading={texts.limitsTitle}>
        <Sentences lines={texts.limits} />
      </Card>
      <Card heading={texts.contactTitle}>
        <p>{texts.contact}</p>
      </Card>
    </Page>,
  );
}

function Sentences({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}
