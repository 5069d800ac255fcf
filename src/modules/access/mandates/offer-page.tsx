import { mandateActs } from '#kernel/command.ts';
import type { Account } from '#modules/registry/index.ts';
import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Checkboxes } from '#ui/choices/choices.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { errorsOf } from '#ui/error-summary/errors-of.ts';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { mandatesPath } from './mandates-page.tsx';
import { texts } from './texts.uk.ts';

/** What was typed, given back as it was. */
export interface OfferForm {
  readonly rnokpp: string;
  readonly surname: string;
  readonly givenName: string;
  readonly until: string;
  readonly acts: readonly string[];
  readonly accounts: readonly string[];
}

export interface OfferPageProps {
  readonly form: OfferForm;
  readonly faults: Readonly<Record<string, string>>;
  readonly accounts: readonly Account[];
  readonly csrfToken: string;
}

/** A mandate being written: to whom, which accounts, which acts, until when. */
export function offerPage(frame: PageFrame, props: OfferPageProps): string {
  const { form, faults, accounts, csrfToken } = props;
  const errors = errorsOf(faults);
  return renderPage(
    <Page
      {...frame}
      title={texts.offerTitle}
      hasErrors={errors.length > 0}
      breadcrumbs={[{ label: texts.title, href: mandatesPath }, { label: texts.offerTitle }]}
    >
      <ErrorSummary title={texts.formErrors} errors={errors} />
      <PageHeading title={texts.offerTitle} />
      <Card>
        <p>{texts.offerLead}</p>
        <Form action={mandatesPath} csrfToken={csrfToken}>
          <Trustee form={form} faults={faults} />
          <Checkboxes
            name="accounts"
            label={texts.whichAccounts}
            values={form.accounts}
            error={faults['accounts']}
            choices={accounts.map(({ accountId, number, address }) => ({
              value: String(accountId),
              label: address,
              hint: number,
            }))}
          />
          <Checkboxes
            name="acts"
            label={texts.whichActs}
            hint={texts.actsHint}
            values={form.acts}
            error={faults['acts']}
            choices={mandateActs
              .filter((act) => act !== 'see')
              .map((act) => ({ value: act, label: texts.acts[act] }))}
          />
          <Field
            name="until"
            kind="date"
            label={texts.until}
            hint={texts.untilHint}
            value={form.until}
            error={faults['until']}
          />
          <ButtonRow>
            <Button>{texts.toSign}</Button>
          </ButtonRow>
        </Form>
      </Card>
    </Page>,
  );
}

function Trustee({ form, faults }: Pick<OfferPageProps, 'form' | 'faults'>) {
  return (
    <>
      <Field
        name="surname"
        label={texts.surname}
        value={form.surname}
        error={faults['surname']}
        width="medium"
        autocomplete="off"
      />
      <Field
        name="givenName"
        label={texts.givenName}
        value={form.givenName}
        error={faults['givenName']}
        width="medium"
        autocomplete="off"
      />
      <Field
        name="rnokpp"
        kind="whole-number"
        label={texts.rnokpp}
        hint={texts.rnokppHint}
        value={form.rnokpp}
        error={faults['rnokpp']}
        width="medium"
      />
    </>
  );
}
