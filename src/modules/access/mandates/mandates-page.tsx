import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatDate } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { lastDayOf } from './mandates.sql.ts';
import type { ShownMandate } from './show-mandates.ts';
import { texts } from './texts.uk.ts';

export const mandatesPath = '/cabinet/mandates';

export interface MandatesPageProps {
  readonly mandates: readonly ShownMandate[];
  readonly csrfToken: string;
  readonly isEnded: boolean;
}

/** What a person entrusted to others, and what others entrusted to them (1039:20.11). */
export function mandatesPage(frame: PageFrame, props: MandatesPageProps): string {
  const { mandates, csrfToken, isEnded } = props;
  const part = (isGiven: boolean) => mandates.filter((one) => one.isGiven === isGiven);
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} />
      {isEnded ? <Notification tone="good" title={texts.ended} /> : null}
      <p>{texts.lead}</p>
      <LinkButton href={`${mandatesPath}/new`}>{texts.offer}</LinkButton>
      <List
        heading={texts.given}
        none={texts.noneGiven}
        mandates={part(true)}
        csrfToken={csrfToken}
      />
      <List
        heading={texts.received}
        none={texts.noneReceived}
        mandates={part(false)}
        csrfToken={csrfToken}
      />
    </Page>,
  );
}

interface ListProps {
  readonly heading: string;
  readonly none: string;
  readonly mandates: readonly ShownMandate[];
  readonly csrfToken: string;
}

function List({ heading, none, mandates, csrfToken }: ListProps) {
  return (
    <section class="stack">
      <h2>{heading}</h2>
      {mandates.length === 0 ? <p>{none}</p> : null}
      {mandates.map((mandate) => (
        <MandateCard mandate={mandate} csrfToken={csrfToken} />
      ))}
    </section>
  );
}

const tones: Readonly<Record<keyof typeof texts.states, Tone>> = {
  offered: 'act',
  active: 'good',
  declined: 'neutral',
  revoked: 'neutral',
  void: 'neutral',
  ended: 'neutral',
};

function MandateCard(props: { readonly mandate: ShownMandate; readonly csrfToken: string }) {
  const { mandate, csrfToken } = props;
  const { acts, addresses, otherName, documentId, isGiven } = mandate;
  const state = mandate.state === 'active' && mandate.isOver ? 'ended' : mandate.state;
  const isOpen = state === 'offered' || state === 'active';
  return (
    <Card
      level={3}
      heading={otherName}
      eyebrow={<Tag tone={tones[state]}>{texts.states[state]}</Tag>}
    >
      <p>
        {addresses.join('; ')}, {texts.upTo(formatDate(lastDayOf(mandate)))}
      </p>
      <ul>
        {acts.map((act) => (
          <li key={act}>{texts.acts[act]}</li>
        ))}
      </ul>
      {documentId === null ? null : (
        <p>
          <a href={`/cabinet/documents/${documentId}`} aria-label={`${texts.openThis}${otherName}`}>
            {texts.openDocument}
          </a>
        </p>
      )}
      {isOpen ? (
        <Form
          action={`${mandatesPath}/end`}
          csrfToken={csrfToken}
          hidden={{ mandateId: String(mandate.mandateId) }}
          label={`${texts.endThis}${otherName}`}
        >
          <Button look="quiet">
            {state === 'offered' && !isGiven ? texts.decline : texts.end}
          </Button>
        </Form>
      ) : null}
    </Card>
  );
}
