import { kopiykas } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { formatMoney } from '#ui/format/money.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Sum } from '#ui/sum/sum.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { fullAddress } from '../account-parts.tsx';
import { texts as common } from '../texts.uk.ts';
import type { HomeAccount } from './find-home.ts';
import { texts } from './texts.uk.ts';

type Line = Pick<HomeAccount, 'account' | 'due'>;

/** The accounts of a house, for whoever acts for all of them (1039:20.9): what each owes. */
export function housePage(frame: PageFrame, lines: readonly Line[]): string {
  const owed = lines.reduce((sum, { due }) => (due > 0n ? sum + due : sum), 0n);
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.houseLede} />
      <Card look="lift">
        <Sum label={texts.houseTotal} money={kopiykas(owed)} />
      </Card>
      <Card>
        <DataTable
          caption={texts.houseCaption}
          captionHidden
          rows={lines}
          columns={[
            {
              key: 'address',
              header: texts.address,
              rowHeader: true,
              cell: ({ account }) => (
                <a href={`/cabinet/bills?account=${account.accountId}`}>{fullAddress(account)}</a>
              ),
            },
            { key: 'number', header: texts.number, cell: ({ account }) => account.number },
            {
              key: 'due',
              header: `${texts.due}, ${common.hryvnias}`,
              numeric: true,
              cell: ({ due }) => formatMoney(due),
            },
          ]}
        />
      </Card>
    </Page>,
  );
}
