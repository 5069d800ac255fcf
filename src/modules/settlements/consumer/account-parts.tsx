import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { formatAddress } from '#ui/format/unbroken.ts';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Tabs } from '#ui/tabs/tabs.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** The address with its settlement, as people write it. */
export function fullAddress({ building, address }: Account): string {
  return `${building.settlement.name}, ${formatAddress(address)}`;
}

/** Links from one account to another; nothing when there is only one. */
export function AccountTabs(props: {
  readonly accounts: readonly Account[];
  readonly current: Account;
  readonly href: (account: Account) => string;
}): JSX.Element | null {
  if (props.accounts.length < 2) return null;
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
