import { kopiykas, subtractMoney } from '#kernel/money.ts';
import type { Service } from '#kernel/service.ts';
import { formatDecimal } from '#kernel/quantity.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { CheckedPayment } from './check-payment.ts';
import { texts } from './texts.uk.ts';

const kopiykaDecimals = 2;

export interface CheckPageProps {
  readonly checked: CheckedPayment;
  readonly csrfToken: string;
  /** Makes a second press of the same button the same payment. */
  readonly idempotencyKey: string;
}

/** What will be paid, for which home, and what it covers; nothing has happened yet. */
export function checkPage(frame: PageFrame, props: CheckPageProps): string {
  const { checked } = props;
  const { account, amount, due } = checked;
  const chooseHref =
    `/cabinet/payments/new?account=${account.accountId}&sum=other` +
    `&amount=${formatDecimal(amount, kopiykaDecimals, kopiykaDecimals)}`;
  const left = subtractMoney(due, amount);
  return renderPage(
    <Page
      {...frame}
      title={texts.checkTitle}
      breadcrumbs={[
        { label: texts.listTitle, href: `/cabinet/payments?account=${account.accountId}` },
        { label: texts.chooseTitle, href: chooseHref },
        { label: texts.checkTitle },
      ]}
    >
      <PageHeading title={texts.checkTitle} />
      <Card>
        <DescriptionList
          rows={[
            {
              term: texts.sum,
              value: <b>{formatMoneyWithUnit(amount)}</b>,
              action: { href: chooseHref, label: texts.change },
            },
            { term: texts.toPay, value: formatMoneyWithUnit(due) },
            left < 0n
              ? {
                  term: texts.remainsAhead,
                  value: formatMoneyWithUnit(subtractMoney(amount, due)),
                }
              : { term: texts.remains, value: formatMoneyWithUnit(left) },
            { term: texts.account, value: account.number },
            {
              term: texts.address,
              value: `${account.building.settlement.name}, ${account.address}`,
            },
          ]}
        />
        <PayForm {...props} />
      </Card>
      <Card>
        <Covers checked={checked} />
      </Card>
    </Page>,
  );
}

function PayForm({ checked, csrfToken, idempotencyKey }: CheckPageProps): JSX.Element {
  const { account, amount } = checked;
  return (
    <Form
      action="/cabinet/payments"
      csrfToken={csrfToken}
      hidden={{
        accountId: String(account.accountId),
        amount: formatDecimal(amount, kopiykaDecimals, kopiykaDecimals),
        key: idempotencyKey,
      }}
    >
      <p class="soft">{texts.confirmNote}</p>
      <ButtonRow>
        <Button>{texts.confirm(formatMoneyWithUnit(amount))}</Button>
        <LinkButton look="quiet" href={`/cabinet/payments?account=${account.accountId}`}>
          {texts.cancel}
        </LinkButton>
      </ButtonRow>
    </Form>
  );
}

function Covers({ checked }: { readonly checked: CheckedPayment }): JSX.Element {
  const total = checked.parts.reduce((sum, { amount }) => sum + amount, 0n);
  return (
    <DataTable
      caption={texts.covers}
      small
      rows={checked.parts}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: ({ service }) => <ServiceMark service={service as Service} />,
          total: texts.total,
        },
        {
          key: 'amount',
          header: texts.sum,
          numeric: true,
          cell: ({ amount }) => formatMoney(amount),
          total: formatMoney(kopiykas(total)),
        },
      ]}
    />
  );
}
