import { CheckDesk, type CheckView, type WrittenBasis } from '#check/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Split, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

export interface CheckPageProps {
  readonly frame: PageFrame;
  readonly basis: WrittenBasis;
  readonly action: string;
  readonly scriptHref: string | undefined;
  /** SHA-256 of the page for the time without a network; undefined when there is none. */
  readonly offlineSum: string | undefined;
  readonly view?: CheckView | undefined;
}

/** Anybody gives a document and sees who signed it (1039:74). */
export function checkPage(props: CheckPageProps): string {
  const { frame, basis, action, scriptHref, view } = props;
  return renderPage(
    <Page
      {...frame}
      title={view === undefined ? texts.title : `${view.title} — ${texts.title}`}
      description={texts.description}
      scriptHrefs={scriptHref === undefined ? [] : [scriptHref]}
    >
      <PageHeading title={texts.title} lede={texts.lede} />
      <Split aside={<Offline sum={props.offlineSum} />}>
        {basis.trustListHref === null ? (
          <Notification tone="warn" title={texts.noListTitle}>
            <p>{texts.noListText}</p>
          </Notification>
        ) : null}
        <CheckDesk action={action} basis={basis} view={view} />
        <CardGrid>
          <Card heading={texts.whatTitle}>
            <Lines lines={texts.what} />
          </Card>
          <Card heading={texts.limitsTitle}>
            <Lines lines={texts.limits} />
          </Card>
        </CardGrid>
      </Split>
    </Page>,
  );
}

function Offline({ sum }: { readonly sum: string | undefined }): JSX.Element | null {
  if (sum === undefined) return null;
  return (
    <Card heading={texts.offlineTitle}>
      <Stack>
        <p>{texts.offlineText}</p>
        <LinkButton href="/check/offline" look="quiet" icon="download" download>
          {texts.offlineLink}
        </LinkButton>
        <div>
          <h3>{texts.offlineSum}</h3>
          <p class="small">{texts.offlineSumHint}</p>
          <p class="verbatim">{sum}</p>
        </div>
      </Stack>
    </Card>
  );
}

function Lines({ lines }: { readonly lines: readonly string[] }): JSX.Element {
  return (
    <ul>
      {lines.map((line) => (
        <li>{line}</li>
      ))}
    </ul>
  );
}
