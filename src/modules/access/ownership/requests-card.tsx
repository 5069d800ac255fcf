import { Card } from '#ui/card/card.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { OwnershipRequest } from './requests.sql.ts';
import { texts } from './texts.uk.ts';

/** What somebody has asked the register lately, and how it stands. */
export function RegisterRequests({ requests }: { readonly requests: readonly OwnershipRequest[] }) {
  if (requests.length === 0) return null;
  return (
    <Card heading={texts.requests}>
      <DataTable
        caption={texts.requestsCaption}
        captionHidden
        rows={requests}
        columns={[
          { key: 'number', header: texts.number, cell: (row) => row.number, rowHeader: true },
          { key: 'when', header: texts.askedAt, cell: (row) => formatInstant(row.askedAt) },
          { key: 'state', header: texts.state, cell: (row) => texts.states[shownState(row)] },
        ]}
      />
      {requests.some(({ state }) => state === 'not-confirmed') ? (
        <p>{texts.notConfirmedHint}</p>
      ) : null}
    </Card>
  );
}

function shownState({ state, silentAt }: OwnershipRequest): keyof typeof texts.states {
  return state === 'asked' && silentAt !== null ? 'silent' : state;
}
