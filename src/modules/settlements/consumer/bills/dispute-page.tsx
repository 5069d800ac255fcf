import type { Service } from '#kernel/service.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { ClauseTag } from '#ui/clause-tag/clause-tag.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { kopiykas } from '#kernel/money.ts';
import { fullAddress } from '../account-parts.tsx';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { Contacts } from './bill-payees.tsx';
import { texts } from './texts.uk.ts';

/** How to appeal against the sum of a service: to whom, with what, and until when they answer. */
export function disputePage(frame: PageFrame, bill: Bill, asked: Service): string | undefined {
  const found = bill.services.find(({ service }) => service === asked);
  if (found === undefined) return undefined;
  const { provider } = found;
  const billHref = `/cabinet/bills/${bill.account.accountId}/${bill.period}`;
  return renderPage(
    <Page
      {...frame}
      title={texts.disputeTitle}
      breadcrumbs={[
        { label: common.bills, href: '/cabinet/bills' },
        { label: formatPeriod(bill.period), href: billHref },
        { label: texts.dispute },
      ]}
    >
      <PageHeading
        title={texts.disputeTitle}
        eyebrow={texts.disputeAbout(serviceName(found.service), formatPeriod(bill.period))}
        lede={texts.disputeLead}
      />
      <Card heading={texts.disputeTo}>
        <DescriptionList
          rows={[
            { term: texts.provider, value: provider.name },
            { term: texts.contacts, value: <Contacts subject={provider} /> },
            { term: common.account, value: bill.account.number },
            { term: common.address, value: fullAddress(bill.account) },
            { term: texts.sum, value: formatMoneyWithUnit(kopiykas(found.charged)) },
          ]}
        />
      </Card>
      <Card heading={texts.disputeWhat}>
        <ul>
          {texts.disputeItems.map((item) => (
            <li>{item}</li>
          ))}
        </ul>
      </Card>
      <Card heading={texts.disputeTerm}>
        <p>
          {texts.disputeTermLead} <ClauseTag clause="393:20" />
        </p>
        <p>
          {texts.disputeQuality} <ClauseTag clause="2189:27" />
        </p>
        <p>{texts.disputePay}</p>
      </Card>
      <p>
        <a href={`${billHref}#how-${found.service}`}>{texts.disputeToBill}</a>
      </p>
    </Page>,
  );
}
