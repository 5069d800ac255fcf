import {
  actsOn,
  deskPath,
  lifeCycleTexts,
  securityTexts,
  Standing,
  type ShownPerson,
} from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { deskTexts } from '../access/texts.uk.ts';
import { texts } from './texts.uk.ts';

export const peoplePath = `${deskPath}/people`;

export interface SearchProps {
  readonly csrfToken: string;
  /** As typed. */
  readonly rnokpp: string;
  readonly fault?: string | undefined;
}

/** Whom a paper is about: looked for by the exact number, which goes in no address. */
export function searchPage(frame: PageFrame, { csrfToken, rnokpp, fault }: SearchProps): string {
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={texts.title}
      hasErrors={fault !== undefined}
      breadcrumbs={[{ label: deskTexts.title, href: deskPath }, { label: texts.title }]}
    >
      <ErrorSummary
        title={texts.errors}
        errors={fault === undefined ? [] : [{ fieldId: 'rnokpp', message: fault }]}
      />
      <PageHeading title={texts.title} lede={texts.lede} />
      <Card>
        <Form action={peoplePath} csrfToken={csrfToken} label={texts.title}>
          <Field
            name="rnokpp"
            kind="whole-number"
            label={texts.rnokpp}
            hint={texts.rnokppHint}
            value={rnokpp}
            error={fault}
            autocomplete="off"
            width="medium"
          />
          <ButtonRow>
            <Button>{texts.find}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}

export interface PersonProps {
  readonly person: ShownPerson;
  readonly csrfToken: string;
  /** How the person proved who they are, as typed. */
  readonly ground: string;
  readonly fault?: string | undefined;
  readonly isRemoved: boolean;
}

/** Somebody found: what a paper is compared with, and what may be done about them. */
export function personPage(frame: PageFrame, props: PersonProps): string {
  const { person, fault, isRemoved } = props;
  const { personId, name, inPerson } = person;
  const path = `${peoplePath}/${personId}`;
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={name}
      hasErrors={fault !== undefined}
      breadcrumbs={[
        { label: deskTexts.title, href: deskPath },
        { label: texts.title, href: peoplePath },
        { label: name },
      ]}
    >
      <ErrorSummary
        title={texts.notRemoved}
        errors={fault === undefined ? [] : [{ fieldId: 'ground', message: fault }]}
      />
      {isRemoved ? <Notification tone="good" title={texts.removed} /> : null}
      <PageHeading title={name} />
      <Card heading={texts.standingTitle}>
        <DescriptionList
          rows={[
            { term: texts.person, value: name },
            { term: texts.access, value: <Standing {...inPerson} isHead={false} /> },
          ]}
        />
        <p>{texts.standingText}</p>
        <ButtonRow>
          {actsOn(inPerson).map((act) => (
            <LinkButton href={`${path}/new?act=${act}`} look="quiet">
              {lifeCycleTexts.actions[act]}
            </LinkButton>
          ))}
        </ButtonRow>
      </Card>
      <Factors {...props} />
      <p>
        <a href={peoplePath}>{texts.another}</a>
      </p>
    </Page>,
  );
}

function Factors({ person, csrfToken, ground, fault }: PersonProps): JSX.Element {
  const { personId, factors } = person;
  if (factors.length === 0) {
    return (
      <Card heading={texts.factorsTitle}>
        <p>{texts.factorsNone}</p>
      </Card>
    );
  }
  return (
    <Card heading={texts.factorsTitle}>
      <ul>
        {factors.map(({ kind, addedAt }) => (
          <li>
            {securityTexts.kinds[kind]}. {texts.since} {formatInstant(addedAt)}
          </li>
        ))}
      </ul>
      <p>{texts.factorsText}</p>
      <Form
        action={`${peoplePath}/${personId}/factors`}
        csrfToken={csrfToken}
        label={texts.factorsTitle}
      >
        <Field
          name="ground"
          kind="textarea"
          label={texts.ground}
          hint={texts.groundHint}
          value={ground}
          error={fault}
          rows={3}
        />
        <ButtonRow>
          <Button look="danger">{texts.removeFactors}</Button>
        </ButtonRow>
      </Form>
    </Card>
  );
}
