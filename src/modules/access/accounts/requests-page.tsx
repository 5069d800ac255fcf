import { Button, ButtonRow } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { PageFrame } from '#platform/http/frame.ts';
import type { ShownLinkRequest } from './ask-for-link.ts';
import { texts } from './texts.uk.ts';

export const requestsPath = '/cabinet/link-requests';

export interface RequestsPageProps {
  readonly requests: readonly ShownLinkRequest[];
  readonly csrfToken: string;
  readonly isDone: boolean;
}

/** Consumers who ask the biller to confirm that an account is theirs. */
export function requestsPage(frame: PageFrame, props: RequestsPageProps): string {
  const { requests, csrfToken, isDone } = props;
  return renderPage(
    <Page {...frame} title={texts.requestsTitle} density="office">
      <PageHeading title={texts.requestsTitle} />
      {isDone ? <Notification tone="good" title={texts.decided} /> : null}
      <p>{texts.requestsLead}</p>
      <Card>
        <DataTable
          caption={texts.requestsCaption}
          captionHidden
          rows={requests}
          empty={<p>{texts.requestsNone}</p>}
          columns={[
            { key: 'who', header: texts.who, cell: (row) => row.personName, rowHeader: true },
            { key: 'account', header: texts.account, cell: (row) => row.accountNumber },
            { key: 'holder', header: texts.holder, cell: (row) => row.holderName },
            { key: 'address', header: texts.address, cell: (row) => row.address },
            { key: 'asks', header: texts.asks, cell: (row) => texts.capacities[row.capacity] },
            { key: 'when', header: texts.askedAt, cell: (row) => formatInstant(row.askedAt) },
            {
              key: 'decision',
              header: texts.decision,
              headerHidden: true,
              cell: (row) => <Decision request={row} csrfToken={csrfToken} />,
            },
          ]}
        />
      </Card>
    </Page>,
  );
}

interface DecisionProps {
  readonly request: ShownLinkRequest;
  readonly csrfToken: string;
}

function Decision({ request, csrfToken }: DecisionProps) {
  const { requestId, personName, accountNumber } = request;
  return (
    <Form
      action={requestsPath}
      csrfToken={csrfToken}
      hidden={{ request: requestId }}
      label={`${texts.decideFor}${personName}, ${accountNumber}`}
    >
      <ButtonRow>
        <Button name="decision" value="confirmed">
          {texts.confirm}
        </Button>
        <Button look="quiet" name="decision" value="declined">
          {texts.decline}
        </Button>
      </ButtonRow>
    </Form>
  );
}
