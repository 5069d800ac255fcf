import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { ComponentChildren } from 'preact';
import { randomUUID } from 'node:crypto';
import { queryOf } from './forms.ts';
import { subjectsPath } from './paths.ts';
import { texts } from './texts.uk.ts';

export interface CheckPageProps {
  readonly eyebrow: string;
  readonly crumbs?: readonly { readonly label: string; readonly href: string }[];
  readonly rows: readonly (readonly [term: string, value: ComponentChildren])[];
  /** What is going to happen by itself. */
  readonly facts?: readonly (readonly [term: string, value: ComponentChildren])[];
  readonly form: Readonly<Record<string, string>>;
  /** The page with the form, which opens with what was typed. */
  readonly formHref: string;
  readonly action: string;
  readonly cancelHref: string;
  readonly csrfToken: string;
}

/** What was typed before it is entered; the key makes a second press enter nothing twice. */
export function checkPage(frame: PageFrame, props: CheckPageProps): string {
  const { eyebrow, crumbs = [], rows, facts = [], form, formHref } = props;
  const change = { href: `${formHref}?${queryOf(form)}`, label: texts.change };
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={texts.checkTitle}
      breadcrumbs={[
        { label: texts.title, href: subjectsPath },
        ...crumbs,
        { label: texts.checkTitle },
      ]}
    >
      <PageHeading title={texts.checkTitle} eyebrow={eyebrow} lede={texts.checkLede} />
      <Card>
        <DescriptionList
          rows={[
            ...rows.map(([term, value]) => ({ term, value, action: change })),
            ...facts.map(([term, value]) => ({ term, value })),
          ]}
        />
      </Card>
      <Form
        action={props.action}
        csrfToken={props.csrfToken}
        hidden={{ ...form, key: randomUUID() }}
        label={texts.checkTitle}
      >
        <ButtonRow>
          <Button>{texts.enter}</Button>
          <a class="contents-link" href={props.cancelHref}>
            {texts.cancel}
          </a>
        </ButtonRow>
      </Form>
    </Page>,
  );
}
