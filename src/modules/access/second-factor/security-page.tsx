import type { PublicKeyCredentialCreationOptionsJSON } from '@simplewebauthn/server';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { accessPath } from '../lifecycle/paths.ts';
import { texts as lifeCycleTexts } from '../lifecycle/texts.uk.ts';
import type { Security } from './factor-commands.ts';
import type { Factor } from './factors.sql.ts';
import { PasskeyForm } from './passkey-form.tsx';
import { texts } from './texts.uk.ts';

export const securityPath = '/cabinet/security';

export interface SecurityPageProps extends Security {
  readonly csrfToken: string;
  readonly passkeyOptions: PublicKeyCredentialCreationOptionsJSON;
  readonly scriptHref: string | undefined;
  readonly done?: keyof typeof texts.done | undefined;
  readonly error?: string | undefined;
}

/** What a person has set up as a second factor, and how to add, name and remove. */
export function securityPage(frame: PageFrame, props: SecurityPageProps): string {
  const { factors, scriptHref, done, error } = props;
  return renderPage(
    <Page
      {...frame}
      title={texts.title}
      hasErrors={error !== undefined}
      scriptHrefs={scriptHref === undefined ? [] : [scriptHref]}
    >
      <ErrorSummary errors={error === undefined ? [] : [{ message: error }]} />
      <PageHeading title={texts.title} lede={texts.lead} />
      {done === undefined ? null : <Notification tone="good" title={texts.done[done]} />}
      <p>{factors.length === 0 ? texts.none : texts.on}</p>
      {factors.map((factor) => (
        <FactorCard factor={factor} csrfToken={props.csrfToken} />
      ))}
      {factors.length === 0 ? null : <RecoveryCard {...props} />}
      <CardGrid>
        <AddGeneratorCard {...props} />
        <AddPasskeyCard {...props} />
      </CardGrid>
      <Removals {...props} />
      <p>
        <a href={`${securityPath}/looks`}>{texts.looks}</a>
      </p>
      <p>
        <a href={`${accessPath}/key`}>{lifeCycleTexts.keyLink}</a>
      </p>
    </Page>,
  );
}

/** What somebody else did to the second factor, for its person to see. */
function Removals({ removals }: SecurityPageProps) {
  if (removals.length === 0) return null;
  return (
    <Card heading={texts.removals}>
      <p>{texts.removalsText}</p>
      <DescriptionList
        rows={removals.map(({ at, ground }) => ({ term: formatInstant(at), value: ground }))}
      />
    </Card>
  );
}

interface FactorCardProps {
  readonly factor: Factor;
  readonly csrfToken: string;
}

function FactorCard({ factor, csrfToken }: FactorCardProps) {
  const { kind, factorId, name, addedAt, usedAt } = factor;
  const hidden = { kind, factorId };
  return (
    <Card heading={name}>
      <Stack>
        <p>{texts.kinds[kind]}</p>
        <p class="small">
          {texts.added} {formatInstant(addedAt)}. {texts.used}:{' '}
          {usedAt === null ? texts.neverUsed : formatInstant(usedAt)}
        </p>
        <Form
          action={`${securityPath}/rename`}
          {...{ csrfToken, hidden }}
          label={`${texts.renameThis}${name}`}
        >
          <Field
            name="name"
            id={`name-${factorId}`}
            label={texts.name}
            value={name}
            maxLength={60}
            width="medium"
          />
          <Button look="quiet">{texts.rename}</Button>
        </Form>
        <Form
          action={`${securityPath}/remove`}
          {...{ csrfToken, hidden }}
          label={`${texts.removeThis}${name}`}
        >
          <Button look="danger">{texts.remove}</Button>
        </Form>
      </Stack>
    </Card>
  );
}

function RecoveryCard({ recoveryCodesLeft, csrfToken }: SecurityPageProps) {
  return (
    <Card heading={texts.recovery}>
      <Stack>
        <p>{texts.recoveryText}</p>
        <p>
          {recoveryCodesLeft === 0 ? texts.recoveryNone : texts.recoveryLeft(recoveryCodesLeft)}
        </p>
        <Form
          action={`${securityPath}/recovery-codes`}
          csrfToken={csrfToken}
          label={texts.recovery}
        >
          {recoveryCodesLeft === 0 ? null : <p class="small">{texts.remakeText}</p>}
          <Button look={recoveryCodesLeft === 0 ? 'main' : 'quiet'}>{texts.makeRecovery}</Button>
        </Form>
      </Stack>
    </Card>
  );
}

function AddGeneratorCard({ csrfToken }: SecurityPageProps) {
  return (
    <Card heading={texts.addGenerator}>
      <Stack>
        <p>{texts.addGeneratorText}</p>
        <Form
          action={`${securityPath}/generators`}
          csrfToken={csrfToken}
          label={texts.addGenerator}
        >
          <Field
            name="name"
            id="generator-name"
            label={texts.name}
            hint={texts.nameHint}
            maxLength={60}
          />
          <Button look="quiet">{texts.next}</Button>
        </Form>
      </Stack>
    </Card>
  );
}

function AddPasskeyCard({ csrfToken, passkeyOptions, scriptHref }: SecurityPageProps) {
  if (scriptHref === undefined) return null;
  return (
    <Card heading={texts.addPasskey}>
      <Stack>
        <p>{texts.addPasskeyText}</p>
        <p data-no-script>{texts.addPasskeyNoScript}</p>
        <PasskeyForm
          action={`${securityPath}/passkeys`}
          csrfToken={csrfToken}
          way="create"
          label={texts.addPasskey}
          options={passkeyOptions}
        >
          <Field
            name="name"
            id="passkey-name"
            label={texts.name}
            hint={texts.nameHint}
            maxLength={60}
          />
          <ButtonRow>
            <Button look="quiet">{texts.addPasskey}</Button>
          </ButtonRow>
        </PasskeyForm>
      </Stack>
    </Card>
  );
}
