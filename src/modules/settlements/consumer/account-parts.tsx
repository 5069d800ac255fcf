import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { formatAddress } from '#ui/format/unbroken.ts';
import { Button } from '#ui/button/button.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Form } from '#ui/form/form.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** The address with its settlement, as people write it. */
export function fullAddress({ building, address }: Account): string {
  return `${building.settlement.name}, ${formatAddress(address)}`;
}

/** More are a list to choose from. */
const tabsMax = 5;

export interface AccountTabsProps {
  readonly accounts: readonly Account[];
  readonly current: Account;
  readonly href: (account: Account) => string;
}

/** The way from one account to another; nothing when there is only one. */
export function AccountTabs(props: AccountTabsProps): JSX.Element | null {
  if (props.accounts.length < 2) return null;
  if (props.accounts.length > tabsMax) return <AccountChoice {...props} />;
  return (
    <Tabs
      label={texts.chooseAccount}
      items={props.accounts.map((account) => ({
        href: props.href(account),
        label: account.address,
        current: account.accountId === props.current.accountId,
      }))}
    />
  );
}

function AccountChoice({ accounts, current, href }: AccountTabsProps): JSX.Element {
  return (
    <Form method="get" action={href(current).split('?')[0] ?? ''} inline>
      <Select
        name="account"
        label={texts.chooseAccount}
        emptyLabel={null}
        value={String(current.accountId)}
        options={accounts.map(({ accountId, address, number }) => ({
          value: String(accountId),
          label: `${address}, ${number}`,
        }))}
      />
      <Button look="quiet">{texts.showAccount}</Button>
    </Form>
  );
}

/** The page of a consumer without accounts: why, and what to do. */
export function noAccountsPage(frame: PageFrame, title: string): string {
  return renderPage(
    <Page {...frame} title={title}>
      <PageHeading title={title} />
      <EmptyState icon="home" title={texts.noAccountsTitle}>
        <p>{texts.noAccountsLead}</p>
      </EmptyState>
    </Page>,
  );
}
