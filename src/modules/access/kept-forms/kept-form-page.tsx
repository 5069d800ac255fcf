import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { CsrfField } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { KeptForm } from './keep-form.ts';
import { texts } from './texts.uk.ts';

export interface KeptFormPageProps {
  readonly form: KeptForm;
  readonly path: string;
  readonly csrfToken: string;
  readonly isInSameName: boolean;
}

/** A form that was filled in before: one press sends it as it was. */
export function keptFormPage(frame: PageFrame, props: KeptFormPageProps): string {
  const { form, path, csrfToken, isInSameName } = props;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lead} />
      <Card>
        {isInSameName ? (
          <form class="form" method="post" action={path} aria-label={texts.title}>
            <CsrfField token={csrfToken} />
            {form.fields.map(([name, value]) => (
              <input type="hidden" name={name} value={value} />
            ))}
            <Button>{texts.send}</Button>
          </form>
        ) : (
          <>
            <Notification tone="warn" title={texts.otherName(form.actsFor)}>
              <p>{texts.otherNameText}</p>
            </Notification>
            <LinkButton href={`/cabinet/role?return=${encodeURIComponent(path)}`}>
              {texts.chooseName}
            </LinkButton>
          </>
        )}
        <p>
          <a href="/cabinet">{texts.leave}</a>
        </p>
      </Card>
    </Page>,
  );
}
