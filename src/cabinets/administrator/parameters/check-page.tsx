import type { PageFrame } from '#platform/http/frame.ts';
import type { CheckedProposal } from '#platform/parameters/check-proposal.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { parameterName } from './describe.tsx';
import { EffectCard } from './effect.tsx';
import { Facts } from './facts.tsx';
import type { ProposalForm } from './form.ts';
import { texts } from './texts.uk.ts';

export interface CheckProps {
  readonly code: string;
  readonly form: ProposalForm;
  readonly checked: CheckedProposal;
  readonly csrfToken: string;
}

/** The proposal before it is sent: what it says and what it would change. */
export function checkPage(frame: PageFrame, props: CheckProps): string {
  const { code, form, checked } = props;
  const query = new URLSearchParams(form).toString();
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={texts.checkTitle}
      breadcrumbs={[
        { label: texts.title, href: '/cabinet/parameters' },
        { label: parameterName(code), href: `/cabinet/parameters/${code}` },
        { label: texts.checkTitle },
      ]}
    >
      <PageHeading title={texts.checkTitle} eyebrow={parameterName(code)} lede={texts.checkLede} />
      <Card heading={texts.proposed}>
        <Facts
          parameter={checked.parameter}
          changeHref={`/cabinet/parameters/${code}/propose?${query}`}
        />
      </Card>
      <EffectCard effect={checked.effect} />
      <Form
        action={`/cabinet/parameters/${code}/proposals`}
        csrfToken={props.csrfToken}
        hidden={form}
        label={texts.checkTitle}
      >
        <ButtonRow>
          <Button>{texts.sendProposal}</Button>
          <a class="contents-link" href={`/cabinet/parameters/${code}`}>
            {texts.cancel}
          </a>
        </ButtonRow>
      </Form>
    </Page>,
  );
}
