import { negateMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { Page } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { JSX } from 'preact';
import type { PaymentOffer } from './check-payment.ts';
import { texts } from './texts.uk.ts';

/** What was chosen and typed before, given back as it was. */
export interface ChoosingForm {
  readonly sum?: string | undefined;
  readonly amount?: string | undefined;
}

export interface ChoosePageProps {
  readonly offer: PaymentOffer;
  readonly form: ChoosingForm;
  readonly fault?: { readonly field: 'sum' | 'amount'; readonly message: string } | undefined;
}

/** One question: how much to pay. */
export function choosePage(frame: PageFrame, props: ChoosePageProps): string {
  const { offer, fault } = props;
  return renderPage(
    <Page
      {...frame}
      title={texts.chooseTitle}
      hasErrors={fault !== undefined}
      breadcrumbs={[
        { label: texts.listTitle, href: `/cabinet/payments?account=${offer.account.accountId}` },
        { label: texts.chooseTitle },
      ]}
    >
      {fault === undefined ? null : (
        <ErrorSummary errors={[{ fieldId: fault.field, message: fault.message }]} />
      )}
      {offer.neverBilled ? (
        <>
          <h1>{texts.chooseTitle}</h1>
          <EmptyState title={texts.neverBilled} />
        </>
      ) : (
        <Card>
          <SumForm {...props} />
        </Card>
      )}
    </Page>,
  );
}

function SumForm({ offer, form, fault }: ChoosePageProps): JSX.Element {
  const other = (
    <Field
      name="amount"
      kind="money"
      label={texts.amount}
      hint={texts.amountHint}
      value={form.amount}
      error={fault?.field === 'amount' ? fault.message : undefined}
    />
  );
  const owes = offer.due > 0n;
  return (
    <Form
      action="/cabinet/payments/check"
      method="get"
      hidden={{ account: String(offer.account.accountId), ...(owes ? {} : { sum: 'other' }) }}
    >
      {owes ? (
        <Radios
          name="sum"
          label={texts.chooseTitle}
          legendLook="page"
          hint={`${offer.account.address} · ${offer.account.number}`}
          error={fault?.field === 'sum' ? fault.message : undefined}
          value={form.sum ?? 'all'}
          choices={[
            {
              value: 'all',
              label: texts.all(formatMoneyWithUnit(offer.due)),
              hint: texts.allHint,
            },
            { value: 'other', label: texts.other, hint: texts.otherHint, reveals: other },
          ]}
        />
      ) : (
        <>
          <h1>{texts.chooseTitle}</h1>
          <p>
            {offer.due < 0n
              ? texts.overpaid(formatMoneyWithUnit(negateMoney(offer.due)))
              : texts.nothingDue}{' '}
            {texts.ahead}
          </p>
          {other}
        </>
      )}
      <Button>{texts.next}</Button>
    </Form>
  );
}
