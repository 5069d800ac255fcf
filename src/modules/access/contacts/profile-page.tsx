import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Consent } from '#ui/choices/choices.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { ContactKind } from './contacts.sql.ts';
import { texts } from './texts.uk.ts';

export const profilePath = '/cabinet/profile';

export interface Profile {
  readonly name: string;
  readonly rnokpp: string | null;
  readonly email: string;
  readonly phone: string;
  readonly isConfirmed: Readonly<Record<ContactKind, boolean>>;
  /** Whether everything that the first sign-in asks for is done. */
  readonly isKnown: boolean;
  /** Contacts that wait for their code, each with the number of its message. */
  readonly waits: readonly { readonly kind: ContactKind; readonly number: string }[];
}

export interface ProfilePageProps {
  readonly profile: Profile;
  readonly csrfToken: string;
  /** Where the person was going. */
  readonly returnTo: string;
  readonly done?: keyof typeof texts.done | undefined;
  /** By the name of the field. */
  readonly faults: Readonly<Record<string, string>>;
}

/** Who the platform knows, how to reach them, and what waits to be confirmed (1039:30). */
export function profilePage(frame: PageFrame, props: ProfilePageProps): string {
  const { profile, faults, done, returnTo } = props;
  const { isKnown, waits } = profile;
  const errors = errorsOf(faults);
  const title = isKnown ? texts.title : texts.firstTitle;
  return renderPage(
    <Page {...frame} title={title} hasErrors={errors.length > 0}>
      <ErrorSummary errors={errors} />
      <PageHeading title={title} lede={isKnown ? texts.lead : texts.firstLead} />
      {done === undefined ? null : <Notification tone="good" title={texts.done[done]} />}
      {isKnown && waits.length === 0 && done !== undefined ? (
        <LinkButton href={returnTo}>{texts.goOn}</LinkButton>
      ) : null}
      {waits.map((wait) => (
        <CodeCard {...props} wait={wait} />
      ))}
      <Card heading={texts.who}>
        <DescriptionList
          rows={[
            { term: texts.name, value: profile.name },
            { term: texts.rnokpp, value: profile.rnokpp ?? texts.noRnokpp },
          ]}
        />
        <p class="small">{texts.whoText}</p>
      </Card>
      <ContactsCard {...props} />
      {isKnown ? <LinksCard /> : null}
    </Page>,
  );
}

interface CodeCardProps extends ProfilePageProps {
  readonly wait: Profile['waits'][number];
}

function CodeCard({ wait: { kind, number }, csrfToken, returnTo, faults }: CodeCardProps) {
  const name = `code-${kind}`;
  return (
    <Card heading={texts.codeTitle[kind]} look="lift">
      <Stack>
        <p>{texts.codeSent[kind]}</p>
        {kind === 'email' ? (
          <p class="small">
            {texts.letterNumber} {number}
          </p>
        ) : null}
        <Form
          action={`${profilePath}/confirm`}
          csrfToken={csrfToken}
          hidden={{ kind, return: returnTo }}
          label={texts.codeTitle[kind]}
        >
          <Field
            name="code"
            id={name}
            kind="whole-number"
            label={texts.code[kind]}
            autocomplete="one-time-code"
            width="short"
            maxLength={10}
            error={faults[name]}
          />
          <Button>{texts.confirm}</Button>
        </Form>
        <p class="small">{texts.again}</p>
      </Stack>
    </Card>
  );
}

function ContactsCard({ profile, csrfToken, returnTo, faults }: ProfilePageProps) {
  const { email, phone, isConfirmed, isKnown, waits } = profile;
  const state = (kind: ContactKind) => (isConfirmed[kind] ? texts.confirmed : texts.unconfirmed);
  return (
    <Card heading={texts.contacts}>
      <Form
        action={profilePath}
        csrfToken={csrfToken}
        hidden={isKnown ? { return: returnTo, identity: 'yes' } : { return: returnTo }}
        label={texts.contacts}
      >
        <Field
          name="email"
          kind="email"
          label={texts.email}
          hint={email === '' ? texts.emailHint : `${texts.emailHint} ${texts.now(state('email'))}`}
          value={email}
          error={faults['email']}
        />
        <Field
          name="phone"
          kind="phone"
          label={texts.phone}
          hint={phone === '' ? texts.phoneHint : `${texts.phoneHint} ${texts.now(state('phone'))}`}
          value={phone}
          optional
          error={faults['phone']}
        />
        {isKnown ? null : (
          <Consent name="identity" label={texts.identity} error={faults['identity']} />
        )}
        <Button look={waits.length === 0 ? 'main' : 'quiet'}>{texts.save}</Button>
      </Form>
    </Card>
  );
}

function LinksCard() {
  return (
    <Card heading={texts.links}>
      <ul>
        <li>
          <a href="/cabinet/security">{texts.security}</a>
        </li>
        <li>
          <a href="/cabinet/sessions">{texts.sessions}</a>
        </li>
        <li>
          <a href="/cabinet/role">{texts.role}</a>
        </li>
      </ul>
    </Card>
  );
}
