import type { PageFrame } from '#platform/http/frame.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { newErrorPath } from './paths.ts';
import { texts } from './texts.uk.ts';

const { sent } = texts;

/** Thanks to somebody who was not signed in, with the number that letters will name. */
export function sentPage(frame: PageFrame, number: bigint): string {
  return renderPage(
    <Page {...frame} title={sent.title}>
      <PageHeading title={sent.title} />
      <Notification tone="good" title={texts.numbered(number)}>
        <p>{sent.next}</p>
        <p>{texts.form.term}</p>
      </Notification>
      <p>
        <a href={newErrorPath}>{sent.more}</a>
      </p>
    </Page>,
  );
}
