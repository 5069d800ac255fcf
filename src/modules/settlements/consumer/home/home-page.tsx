import { negateMoney, zeroMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { isOffered, type Principal } from '#platform/principal.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatDateLong, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Split, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Sum } from '#ui/sum/sum.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import type { JSX } from 'preact';
import { fullAddress } from '../account-parts.tsx';
import { changeSentences } from '../change/change-text.ts';
import type { HomeAccount } from './find-home.ts';
import { texts } from './texts.uk.ts';
import { whatNow } from './what-now.ts';

export interface HomePageProps {
  readonly homes: readonly HomeAccount[];
  readonly today: Temporal.PlainDate;
  readonly principal: Principal;
}

/** Each home: what it owes, what to do now, what changed. */
export function homePage(frame: PageFrame, { homes, ...reader }: HomePageProps): string {
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      {homes.map((home) => (
        <Split aside={<Changed home={home} />}>
          <Home home={home} {...reader} />
        </Split>
      ))}
    </Page>,
  );
}

interface HomeProps extends Omit<HomePageProps, 'homes'> {
  readonly home: HomeAccount;
}

function Home({ home, today, principal }: HomeProps): JSX.Element {
  return (
    <Card
      look="lift"
      heading={fullAddress(home.account)}
      aside={<span class="small soft">{texts.account(home.account.number)}</span>}
    >
      <Stack>
        <Due home={home} />
        <Actions home={home} principal={principal} />
        <h3>{texts.now}</h3>
        <TaskList tasks={whatNow(home, today, principal)} />
      </Stack>
    </Card>
  );
}

function Due({ home }: { readonly home: HomeAccount }): JSX.Element {
  const { due, bill } = home;
  if (bill === null) return <p>{texts.noBill}</p>;
  if (due > 0n) {
    return <Sum label={texts.due} money={due} note={texts.payUntil(formatDateLong(bill.dueOn))} />;
  }
  return (
    <Sum
      label={texts.nothingDue}
      money={zeroMoney}
      note={due < 0n ? texts.overpaid(formatMoneyWithUnit(negateMoney(due))) : undefined}
    />
  );
}

function Actions({ home, principal }: Omit<HomeProps, 'today'>): JSX.Element | null {
  const { account, due, bill } = home;
  if (bill === null) return null;
  return (
    <ButtonRow>
      {due > 0n && isOffered(principal, 'pay') ? (
        <LinkButton href={`/cabinet/payments/check?account=${account.accountId}&sum=all`}>
          {texts.pay(formatMoneyWithUnit(due))}
        </LinkButton>
      ) : null}
      <LinkButton look="quiet" href={`/cabinet/bills/${account.accountId}/${bill.period}`}>
        {texts.openBill(formatPeriod(bill.period))}
      </LinkButton>
    </ButtonRow>
  );
}

function Changed({ home }: { readonly home: HomeAccount }): JSX.Element | null {
  const { change } = home;
  if (change === null) return null;
  return (
    <Card heading={texts.changed}>
      {changeSentences(change.parts, change.before).map((sentence) => (
        <p>{sentence}</p>
      ))}
    </Card>
  );
}
