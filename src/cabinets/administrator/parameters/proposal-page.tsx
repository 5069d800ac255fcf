import type { PageFrame } from '#platform/http/frame.ts';
import type { StoredParameter } from '#platform/parameters/list-parameters.ts';
import type { Effect } from '#platform/parameters/ports.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { parameterName, StateTag } from './describe.tsx';
import { EffectCard } from './effect.tsx';
import { Facts } from './facts.tsx';
import { Signature } from './history-page.tsx';
import { texts } from './texts.uk.ts';

/** What the last step left to say; it stands in the address. */
export type ProposalNews = 'sent' | 'approved' | 'rejected';

export interface ProposalProps {
  readonly proposal: StoredParameter;
  /** Undefined once it is decided. */
  readonly effect: Effect | undefined;
  /** Why nobody can approve it as things stand. */
  readonly obstacle: string | undefined;
  readonly names: ActorNames;
  /** Whoever looks entered it: the second pair of eyes must be another's. */
  readonly isOwn: boolean;
  readonly csrfToken: string;
  readonly news?: ProposalNews | undefined;
  readonly refusal?: string | undefined;
}

/** A proposal with its effect and the decision of the second person. */
export function proposalPage(frame: PageFrame, props: ProposalProps): string {
  const { proposal, refusal } = props;
  const name = parameterName(proposal.parameter.code);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={`${texts.proposalTitle}: ${name}`}
      hasErrors={refusal !== undefined}
      breadcrumbs={[{ label: texts.proposalsTitle, href: '/cabinet/proposals' }, { label: name }]}
      banner={props.news === undefined ? undefined : <News news={props.news} />}
    >
      {refusal === undefined ? null : <ErrorSummary errors={[{ message: refusal }]} />}
      <PageHeading title={name} eyebrow={texts.proposalTitle} />
      <Card>
        <Facts parameter={proposal.parameter} more={signatures(props)} />
      </Card>
      {props.effect === undefined ? null : <EffectCard effect={props.effect} />}
      {props.obstacle === undefined ? null : (
        <Notification tone="bad" title={texts.obstacle}>
          <p>{props.obstacle}</p>
        </Notification>
      )}
      {proposal.state === 'proposed' ? <Decision {...props} /> : null}
    </Page>,
  );
}

function News({ news }: { readonly news: ProposalNews }): JSX.Element {
  return (
    <Notification tone={news === 'rejected' ? 'act' : 'good'} title={texts[news]}>
      <p>{texts[`${news}Text`]}</p>
    </Notification>
  );
}

function signatures({ proposal, names }: ProposalProps) {
  const { enteredBy, enteredAt, decidedBy, decidedAt, state } = proposal;
  return [
    {
      term: texts.entered,
      value: <Signature who={actorName(names, enteredBy)} at={enteredAt} />,
    },
    { term: texts.state, value: <StateTag state={state} /> },
    ...(decidedBy === null || decidedAt === null
      ? []
      : [
          {
            term: texts.decided,
            value: <Signature who={actorName(names, decidedBy)} at={decidedAt} />,
          },
        ]),
  ];
}

function Decision({ proposal, obstacle, isOwn, csrfToken }: ProposalProps): JSX.Element {
  return (
    <Card heading={texts.decisionTitle}>
      <Form
        action={`/cabinet/proposals/${proposal.parameterId}/decision`}
        csrfToken={csrfToken}
        label={texts.decisionTitle}
      >
        <ButtonRow>
          <Button
            name="decision"
            value="approve"
            id="approve"
            disabledReason={isOwn ? texts.samePerson : obstacle}
          >
            {texts.approve}
          </Button>
          <Button name="decision" value="reject" look="danger">
            {isOwn ? texts.withdraw : texts.reject}
          </Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}
