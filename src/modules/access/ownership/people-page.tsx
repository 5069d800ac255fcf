import type { Account } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { accountsPath } from '../accounts/accounts-page.tsx';
import { texts as accountTexts } from '../accounts/texts.uk.ts';
import type { ShownAccountPerson } from './account-people.ts';
import { texts } from './texts.uk.ts';

export interface PeoplePageProps {
  readonly account: Account;
  readonly people: readonly ShownAccountPerson[];
  readonly csrfToken: string;
  readonly isDone: boolean;
}

export function peoplePath(accountId: bigint): string {
  return `${accountsPath}/${accountId}/people`;
}

/** Who else reaches the account of an owner by the register. */
export function peoplePage(frame: PageFrame, props: PeoplePageProps): string {
  const { account, people, csrfToken, isDone } = props;
  return renderPage(
    <Page
      {...frame}
      title={texts.people}
      breadcrumbs={[{ label: accountTexts.title, href: accountsPath }, { label: texts.people }]}
    >
      <PageHeading title={texts.people} />
      {isDone ? <Notification tone="good" title={texts.ended} /> : null}
      <p>{account.address}</p>
      <p>{texts.peopleLead}</p>
      <Card>
        <DataTable
          caption={texts.peopleCaption}
          captionHidden
          rows={people}
          empty={<p>{texts.peopleNone}</p>}
          columns={[
            { key: 'who', header: texts.who, cell: (row) => row.name, rowHeader: true },
            {
              key: 'as',
              header: texts.as,
              cell: (row) => accountTexts.capacities[row.capacity],
            },
            { key: 'by', header: texts.by, cell: (row) => texts.proofs[row.proof] },
            { key: 'since', header: texts.since, cell: (row) => formatInstant(row.linkedAt) },
            {
              key: 'action',
              header: texts.action,
              headerHidden: true,
              cell: (row) => (
                <EndForm accountId={account.accountId} person={row} csrfToken={csrfToken} />
              ),
            },
          ]}
        />
      </Card>
    </Page>,
  );
}

interface EndFormProps {
  readonly accountId: bigint;
  readonly person: ShownAccountPerson;
  readonly csrfToken: string;
}

function EndForm({ accountId, person, csrfToken }: EndFormProps) {
  if (!person.mayBeEnded) return null;
  return (
    <Form
      action={peoplePath(accountId)}
      csrfToken={csrfToken}
      hidden={{ personId: String(person.personId) }}
      label={`${texts.endOf}${person.name}`}
    >
      <Button look="quiet">{texts.end}</Button>
    </Form>
  );
}
