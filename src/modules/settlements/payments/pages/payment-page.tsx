import type { PageFrame } from '#platform/http/frame.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { Steps, type Step } from '#ui/steps/steps.tsx';
import type { JSX } from 'preact';
import type { CheckoutForm } from '../../ports.ts';
import type { Payment } from './payment-view.ts';
import { ReceiptOf } from './receipt.tsx';
import { texts } from './texts.uk.ts';

const kopiykaDecimals = 2;

export interface PaymentPageProps {
  readonly payment: Payment;
  /** The gateway's form, while the payment waits to be made. */
  readonly checkout: CheckoutForm | undefined;
  /** The payer has just come back from the gateway; that proves nothing by itself. */
  readonly returned: boolean;
}

/** A payment as the server knows it, and what comes next. */
export function paymentPage(frame: PageFrame, props: PaymentPageProps): string {
  const { payment } = props;
  const sum = formatMoneyWithUnit(payment.amount);
  return renderPage(
    <Page
      {...frame}
      title={texts.paymentTitle(sum)}
      breadcrumbs={[
        {
          label: texts.listTitle,
          href: `/cabinet/payments?account=${payment.account.accountId}`,
        },
        { label: texts.paymentTitle(sum) },
      ]}
    >
      {states[payment.state](props)}
      <div class="screen-only">
        <Card heading={texts.way}>
          <Steps steps={stepsOf(payment)} />
        </Card>
      </div>
    </Page>,
  );
}

const states: Readonly<Record<Payment['state'], (props: PaymentPageProps) => JSX.Element>> = {
  created: (props) => (props.returned ? <Returned {...props} /> : <Created {...props} />),
  pending: ({ payment }) => <Waiting payment={payment} {...texts.pending} />,
  paid: ({ payment }) => <ReceiptOf payment={payment} />,
  failed: ({ payment }) => <Failed payment={payment} />,
  refunded: ({ payment }) => <TakenBack payment={payment} />,
};

function TakenBack({ payment }: Pick<PaymentPageProps, 'payment'>): JSX.Element {
  const { title, lead, again } = texts.refunded;
  return (
    <>
      <PageHeading title={title} />
      <Notification tone="warn" title={formatMoneyWithUnit(payment.amount)}>
        <p>{lead}</p>
      </Notification>
      <p>
        <LinkButton href={`/cabinet/payments/new?account=${payment.account.accountId}`}>
          {again}
        </LinkButton>
      </p>
    </>
  );
}

function Created({ payment, checkout }: PaymentPageProps): JSX.Element {
  const { created } = texts;
  return (
    <>
      <PageHeading title={created.title(formatMoneyWithUnit(payment.amount))} lede={created.lead} />
      <Card look="lift">
        <Stack>
          <GoToGateway checkout={checkout} />
          <p>
            {created.safe} <span class="soft">{created.term}</span>
          </p>
        </Stack>
      </Card>
    </>
  );
}

function GoToGateway({ checkout }: Pick<PaymentPageProps, 'checkout'>): JSX.Element | null {
  if (checkout === undefined) return null;
  const { action, data, signature } = checkout;
  return (
    <Form action={action} hidden={{ data, signature }}>
      <Button icon="arrow">{texts.created.go}</Button>
    </Form>
  );
}

function Returned({ payment, checkout }: PaymentPageProps): JSX.Element {
  const { returned } = texts;
  return (
    <>
      <Waiting payment={payment} {...returned} returned />
      <Fold summary={returned.notPaid}>
        <GoToGateway checkout={checkout} />
      </Fold>
    </>
  );
}

function Waiting(props: {
  readonly payment: Payment;
  readonly title: string;
  readonly lead: string;
  readonly returned?: boolean;
}): JSX.Element {
  const { payment } = props;
  const back = props.returned === true ? '?returned=1' : '';
  return (
    <>
      <PageHeading title={props.title} />
      <Notification tone="act" title={formatMoneyWithUnit(payment.amount)}>
        <p>{props.lead}</p>
      </Notification>
      <LinkButton href={`/cabinet/payments/${payment.paymentId}${back}`}>
        {texts.returned.refresh}
      </LinkButton>
    </>
  );
}

function Failed({ payment }: { readonly payment: Payment }): JSX.Element {
  const amount = formatDecimal(payment.amount, kopiykaDecimals, kopiykaDecimals);
  return (
    <>
      <PageHeading title={texts.failed.title} />
      <Notification tone="bad" title={formatMoneyWithUnit(payment.amount)}>
        <p>{texts.failed.lead}</p>
      </Notification>
      <LinkButton
        href={`/cabinet/payments/check?account=${payment.account.accountId}&sum=other&amount=${amount}`}
      >
        {texts.failed.again}
      </LinkButton>
    </>
  );
}

/** Begun, credited, shared over services: each with its instant, or who is waited for. */
function stepsOf(payment: Payment): readonly Step[] {
  const { state, createdAt, settledAt, postedAt } = payment;
  const isOpen = state === 'created' || state === 'pending';
  const isFailed = state === 'failed';
  return [
    { title: texts.started, state: 'done', note: formatInstant(createdAt) },
    {
      title: isFailed ? texts.failed.title : texts.settled,
      state: isFailed ? 'failed' : isOpen ? 'current' : 'done',
      note:
        settledAt === null ? (isOpen ? texts.waitingBank : undefined) : formatInstant(settledAt),
    },
    {
      title: texts.posted,
      state: postedAt === null ? 'waiting' : 'done',
      note: postedAt === null ? undefined : formatInstant(postedAt),
    },
  ];
}
