import type { Account } from '#modules/registry/index.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { texts as lookTexts } from '../looks/texts.uk.ts';
import { capacities } from './account-links.sql.ts';
import { texts } from './texts.uk.ts';

export const accountsPath = '/cabinet/own-accounts';

export type AccountsDone = 'connected' | 'disconnected' | 'asked';

export interface AccountsPageProps {
  readonly accounts: readonly Account[];
  readonly csrfToken: string;
  readonly done?: AccountsDone | undefined;
}

/** The accounts of a consumer's cabinet, each with the way to give it up. */
export function accountsPage(frame: PageFrame, props: AccountsPageProps): string {
  const { accounts, csrfToken, done } = props;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} />
      {done === undefined ? null : <Notification tone="good" title={texts[done]} />}
      <p>{accounts.length === 0 ? texts.none : texts.lead}</p>
      <LinkButton href={`${accountsPath}/connect`}>{texts.connect}</LinkButton>
      {accounts.map(({ accountId, number, address, biller }) => (
        <Card heading={address}>
          <p>
            {texts.account} {number}, {biller.shortName}
          </p>
          <p>
            <a
              href={`${accountsPath}/${accountId}/looks`}
              aria-label={`${lookTexts.title}: ${address}`}
            >
              {lookTexts.title}
            </a>
          </p>
          <Form
            action={`${accountsPath}/disconnect`}
            csrfToken={csrfToken}
            hidden={{ accountId: String(accountId) }}
            label={`${texts.disconnectThis}${number}`}
          >
            <Button look="quiet">{texts.disconnect}</Button>
          </Form>
        </Card>
      ))}
    </Page>,
  );
}

export interface ConnectForm {
  readonly number: string;
  readonly code: string;
  readonly edrpou: string;
  readonly capacity: string;
}

export interface ConnectPageProps {
  readonly form: ConnectForm;
  readonly faults: Readonly<Record<string, string>>;
  readonly csrfToken: string;
  /** Which of the two forms came back. */
  readonly way: 'code' | 'request';
}

/** Two ways to an account: the code of a paper bill, and the biller's word. */
export function connectPage(frame: PageFrame, props: ConnectPageProps): string {
  const { csrfToken, faults, way } = props;
  const errors = Object.entries(faults).map(([field, message]) => ({
    fieldId: way === 'request' && field !== 'edrpou' ? `${field}-asked` : field,
    message,
  }));
  return renderPage(
    <Page
      {...frame}
      title={texts.connectTitle}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: accountsPath }, { label: texts.connectTitle }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      <PageHeading title={texts.connectTitle} />
      <Card>
        <p>{texts.connectLead}</p>
        <Form action={`${accountsPath}/connect`} csrfToken={csrfToken}>
          <Questions {...props} isAsked={way === 'code'} suffix="" />
          <Button>{texts.connect}</Button>
        </Form>
      </Card>
      <Card heading={texts.withoutBill} id="without-bill">
        <p>{texts.withoutBillLead}</p>
        <Form action={`${accountsPath}/ask`} csrfToken={csrfToken}>
          <Questions {...props} isAsked={way === 'request'} suffix="-asked" />
          <Button look="quiet">{texts.ask}</Button>
        </Form>
      </Card>
    </Page>,
  );
}

function Questions(
  props: ConnectPageProps & { readonly isAsked: boolean; readonly suffix: string },
) {
  const { form, suffix, isAsked } = props;
  const faults = isAsked ? props.faults : {};
  return (
    <>
      <Field
        name="number"
        id={`number${suffix}`}
        label={texts.number}
        value={isAsked ? form.number : ''}
        error={faults['number']}
        width="medium"
      />
      {suffix === '' ? (
        <Field
          name="code"
          label={texts.code}
          hint={texts.codeHint}
          value={form.code}
          error={faults['code']}
          width="medium"
          autocomplete="off"
        />
      ) : (
        <Field
          name="edrpou"
          label={texts.edrpou}
          hint={texts.edrpouHint}
          value={form.edrpou}
          error={faults['edrpou']}
          width="medium"
        />
      )}
      <Radios
        name="capacity"
        id={`capacity${suffix}`}
        label={texts.capacity}
        value={isAsked ? form.capacity : ''}
        error={faults['capacity']}
        choices={capacities.map((capacity) => ({
          value: capacity,
          label: texts.capacities[capacity],
        }))}
      />
    </>
  );
}
