import { restrictedPath, restrictedTexts } from '#modules/access/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatDate } from '#ui/format/time.ts';
import { formatAddress } from '#ui/format/unbroken.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { BillsTable, MetersTable, MovementsTable } from '../provider/accounts/account-tables.tsx';
import { texts as accountTexts } from '../provider/accounts/texts.uk.ts';
import type { OpenedAccount } from './opened-account.ts';
import { texts } from './texts.uk.ts';

export interface OpenedPageProps {
  readonly opened: OpenedAccount;
  readonly today: Temporal.PlainDate;
}

/** One consumer's account for an official who was let to it: to read, by parts asked for. */
export function openedPage(frame: PageFrame, { opened, today }: OpenedPageProps): string {
  const { request, account, money, meters, holderName } = opened;
  const title = accountTexts.accountTitle(account.number);
  const lastDay = formatDate(request.openedUntil.subtract({ days: 1 }));
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      breadcrumbs={[{ label: restrictedTexts.title, href: restrictedPath }, { label: title }]}
    >
      <PageHeading title={title} eyebrow={holderName} lede={formatAddress(account.address)} />
      <Notification tone="warn" title={restrictedTexts.openThrough(lastDay)}>
        <p>{texts.logged}</p>
      </Notification>
      <Card heading={texts.ground}>
        <DescriptionList
          rows={[
            {
              term: restrictedTexts.request,
              value: restrictedTexts.requestNumber(String(request.requestId)),
            },
            {
              term: restrictedTexts.fields.ground,
              value: `${restrictedTexts.grounds[request.ground]}: ${request.details}`,
            },
            { term: restrictedTexts.fields.purpose, value: request.purpose },
            { term: accountTexts.biller, value: account.biller.shortName },
          ]}
        />
      </Card>
      {meters === undefined ? null : (
        <Card>
          <MetersTable found={{ meters }} today={today} />
        </Card>
      )}
      {money === undefined ? null : (
        <>
          <Card>
            <BillsTable found={money} />
          </Card>
          <Card>
            <MovementsTable found={money} />
          </Card>
        </>
      )}
    </Page>,
  );
}
