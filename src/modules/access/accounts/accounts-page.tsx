import type { Account } from '#modules/registry/index.ts';
import type { ComponentChildren } from 'preact';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import { texts as lookTexts } from '../looks/texts.uk.ts';
import { RegisterRequests } from '../ownership/requests-card.tsx';
import type { OwnershipRequest } from '../ownership/requests.sql.ts';
import { texts as ownershipTexts } from '../ownership/texts.uk.ts';
import { capacities } from './account-links.sql.ts';
import { texts } from './texts.uk.ts';

export const accountsPath = '/cabinet/own-accounts';

export type AccountsDone = 'connected' | 'disconnected' | 'asked' | 'register';

export interface AccountsPageProps {
  readonly accounts: readonly Account[];
  /** Those whose owner the register says they are. */
  readonly owned: readonly bigint[];
  readonly requests: readonly OwnershipRequest[];
  readonly csrfToken: string;
  readonly done?: AccountsDone | undefined;
}

const doneTexts: Readonly<Record<AccountsDone, string>> = {
  connected: texts.connected,
  disconnected: texts.disconnected,
  asked: texts.asked,
  register: ownershipTexts.asked,
};

/** The accounts of a consumer's cabinet, each with the way to give it up. */
export function accountsPage(frame: PageFrame, props: AccountsPageProps): string {
  const { accounts, owned, requests, csrfToken, done } = props;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} />
      {done === undefined ? null : <Notification tone="good" title={doneTexts[done]} />}
      <p>{accounts.length === 0 ? texts.none : texts.lead}</p>
      <LinkButton href={connectPath}>{texts.connect}</LinkButton>
      <RegisterRequests requests={requests} />
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
          {owned.includes(accountId) ? (
            <p>
              <a
                href={`${accountsPath}/${accountId}/people`}
                aria-label={`${ownershipTexts.people}: ${address}`}
              >
                {ownershipTexts.people}
              </a>
            </p>
          ) : null}
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

export const connectPath = `${accountsPath}/connect`;
export const askPath = `${accountsPath}/ask`;

export interface ConnectForm {
  readonly number: string;
  readonly code: string;
  readonly edrpou: string;
  readonly capacity: string;
  readonly consent: string;
}

export interface ConnectPageProps {
  readonly form: ConnectForm;
  readonly faults: Readonly<Record<string, string>>;
  readonly csrfToken: string;
}

/** To an account by the code of a paper bill, with the ways there are without one. */
export function connectPage(
  frame: PageFrame,
  props: ConnectPageProps & { readonly asksRegister: boolean },
): string {
  const { form, faults, csrfToken, asksRegister } = props;
  return formPage(frame, {
    ...{ title: texts.connectTitle, faults },
    children: (
      <>
        <Card>
          <p>{texts.connectLead}</p>
          <Form action={connectPath} csrfToken={csrfToken}>
            <NumberQuestion {...props} />
            <Field
              name="code"
              label={texts.code}
              hint={texts.codeHint}
              value={form.code}
              error={faults['code']}
              width="medium"
              autocomplete="off"
            />
            <CapacityQuestion {...props} />
            <Button>{texts.connect}</Button>
          </Form>
        </Card>
        <Card heading={texts.withoutBill} href={askPath}>
          <p>{texts.withoutBillLead}</p>
        </Card>
        {asksRegister ? (
          <Card heading={ownershipTexts.title} href={`${accountsPath}/register`}>
            <p>{ownershipTexts.lead}</p>
          </Card>
        ) : null}
      </>
    ),
  });
}

/** To an account by the biller's word. */
export function askPage(frame: PageFrame, props: ConnectPageProps): string {
  const { form, faults, csrfToken } = props;
  return formPage(frame, {
    ...{ title: texts.withoutBill, faults },
    children: (
      <Card>
        <p>{texts.withoutBillLead}</p>
        <Form action={askPath} csrfToken={csrfToken}>
          <NumberQuestion {...props} />
          <Field
            name="edrpou"
            label={texts.edrpou}
            hint={texts.edrpouHint}
            value={form.edrpou}
            error={faults['edrpou']}
            width="medium"
          />
          <CapacityQuestion {...props} />
          <Button>{texts.ask}</Button>
        </Form>
      </Card>
    ),
  });
}

interface FormPageProps {
  readonly title: string;
  readonly faults: Readonly<Record<string, string>>;
  readonly children: ComponentChildren;
}

/** A page of one form that goes back to the list of accounts. */
export function formPage(frame: PageFrame, { title, faults, children }: FormPageProps): string {
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      title={title}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: accountsPath }, { label: title }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      <PageHeading title={title} />
      {children}
    </Page>,
  );
}

export function NumberQuestion({ form, faults }: ConnectPageProps) {
  return (
    <Field
      name="number"
      label={texts.number}
      value={form.number}
      error={faults['number']}
      width="medium"
    />
  );
}

function CapacityQuestion({ form, faults }: ConnectPageProps) {
  return (
    <Radios
      name="capacity"
      label={texts.capacity}
      value={form.capacity}
      error={faults['capacity']}
      choices={capacities.map((capacity) => ({
        value: capacity,
        label: texts.capacities[capacity],
      }))}
    />
  );
}
