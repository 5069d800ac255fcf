import { ownerChangePath } from '#modules/access/index.ts';
import { kopiykas, negateMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList, type DescriptionRow } from '#ui/description-list/description-list.tsx';
import { formatCount } from '#ui/format/number.ts';
import { formatQuantity } from '#ui/format/quantity.ts';
import { formatDate } from '#ui/format/time.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { Sum } from '#ui/sum/sum.tsx';
import { formatAddress } from '#ui/format/unbroken.ts';
import type { JSX } from 'preact';
import { officePage } from '../cabinet.tsx';
import { serviceTitles } from '../texts.uk.ts';
import {
  BillsTable,
  MetersTable,
  MovementsTable,
  ServicesTable,
  StandingsTable,
} from './account-tables.tsx';
import type { ProviderAccount } from './account.ts';
import { CorrectionsTable } from './corrections/corrections-table.tsx';
import { texts as correctionTexts } from './corrections/texts.uk.ts';
import { texts } from './texts.uk.ts';

export interface AccountPageProps {
  readonly frame: PageFrame;
  readonly found: ProviderAccount;
  readonly holderName: string;
  readonly today: Temporal.PlainDate;
  /** A correction has just been made. */
  readonly corrected: boolean;
}

/** Everything of one account that its biller or provider may see. */
export function accountPage(props: AccountPageProps): string {
  const { frame, found, holderName, today, corrected } = props;
  const { account, seesAll, corrections } = found;
  const title = texts.accountTitle(account.number);
  return officePage({
    frame,
    title,
    breadcrumbs: [
      { href: '/cabinet/accounts', label: serviceTitles.accounts },
      { label: account.number },
    ],
    banner: corrected ? (
      <Notification tone="good" title={correctionTexts.doneTitle}>
        <p>{correctionTexts.done}</p>
      </Notification>
    ) : undefined,
    children: (
      <>
        <PageHeading
          title={title}
          eyebrow={holderName}
          lede={formatAddress(account.address)}
          actions={
            <>
              <CorrectButton {...found} />
              {seesAll ? (
                <LinkButton look="quiet" href={ownerChangePath(account.accountId)}>
                  {texts.ownerChange}
                </LinkButton>
              ) : null}
            </>
          }
        />
        {seesAll ? null : <Notification tone="act" title={texts.onlyOwn} />}
        <Split
          aside={
            <>
              <Card look="lift">
                <Balance {...found} />
              </Card>
              <Card heading={texts.facts}>
                <DescriptionList rows={factsOf(found)} stacked />
              </Card>
            </>
          }
        >
          <Card>
            <StandingsTable found={found} />
          </Card>
          <Card>
            <MetersTable found={found} today={today} />
          </Card>
          <Card>
            <ServicesTable found={found} />
          </Card>
        </Split>
        <Card>
          <BillsTable found={found} />
        </Card>
        {corrections.length === 0 ? null : (
          <Card>
            <CorrectionsTable rows={corrections} />
          </Card>
        )}
        <Card>
          <MovementsTable found={found} />
        </Card>
      </>
    ),
  });
}

/** Only what a bill has charged can be corrected. */
function CorrectButton({ account, bills }: ProviderAccount): JSX.Element | null {
  if (bills.length === 0) return null;
  return (
    <LinkButton look="quiet" href={`/cabinet/accounts/${account.accountId}/corrections/new`}>
      {correctionTexts.start}
    </LinkButton>
  );
}

function Balance({ standings }: ProviderAccount): JSX.Element {
  const due = kopiykas(standings.reduce<bigint>((sum, row) => sum + row.due, 0n));
  return due < 0n ? (
    <Sum label={texts.overpaid} level={2} money={negateMoney(due)} />
  ) : (
    <Sum label={texts.balance} level={2} money={due} />
  );
}

function factsOf({ account }: ProviderAccount): readonly DescriptionRow[] {
  const { premises, closedOn } = account;
  return [
    { term: texts.residents, value: formatCount(account.residents) },
    { term: texts.area, value: formatQuantity(premises.totalArea.micro, 'm2') },
    { term: texts.heatedArea, value: formatQuantity(premises.heatedArea.micro, 'm2') },
    { term: texts.heating, value: texts.heatingKinds[premises.heating] },
    { term: texts.biller, value: account.biller.shortName },
    { term: texts.opened, value: formatDate(account.openedOn) },
    ...(closedOn === null ? [] : [{ term: texts.closed, value: formatDate(closedOn) }]),
  ];
}
