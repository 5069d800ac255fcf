import type { PageFrame } from '#platform/http/frame.ts';
import { ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatDateRange, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { roleNames } from '../texts.uk.ts';
import { admittingActs } from './acts.ts';
import type { OwnAccess } from './own-access.ts';
import { accessPath } from './paths.ts';
import type { AccessRequest } from './requests.ts';
import { Standing, StaffTable } from './staff-table.tsx';
import { texts } from './texts.uk.ts';

/** Acts that begin with a form without a membership. */
const newActs = admittingActs.filter((act) => act !== 're-register');

/** Whom a body lets act for it: for its head everything, for others their own. */
export function accessPage(frame: PageFrame, { own, territoryName, headed }: OwnAccess): string {
  const { fields } = texts;
  return renderPage(
    <Page {...frame} title={texts.title}>
      <PageHeading title={texts.title} lede={texts.lede} />
      {headed === undefined ? (
        <Notification tone="act" title={texts.notHeadTitle}>
          <p>{texts.refusals['not-head']}</p>
        </Notification>
      ) : (
        <ButtonRow>
          {newActs.map((act) => (
            <LinkButton href={`${accessPath}/new?act=${act}`} icon="edit">
              {texts.actions[act]}
            </LinkButton>
          ))}
        </ButtonRow>
      )}
      <Card heading={texts.ownTitle}>
        <DescriptionList
          rows={[
            { term: fields.role, value: roleNames[own.role] },
            { term: fields.post, value: own.post ?? '—' },
            { term: fields.territory, value: territoryName ?? '—' },
            { term: fields.valid, value: formatDateRange({ from: own.from, to: own.until }) },
            { term: texts.columns.state, value: <Standing {...own} /> },
          ]}
        />
        <p>
          <a href={`${accessPath}/key`}>{texts.keyLink}</a>
        </p>
      </Card>
      {headed === undefined ? null : (
        <>
          <StaffTable
            staff={headed.staff}
            hrefOf={(act, { membershipId }) =>
              `${accessPath}/new?act=${act}&membership=${membershipId}`
            }
          />
          <Submitted requests={headed.requests} />
        </>
      )}
    </Page>,
  );
}

function Submitted({ requests }: { readonly requests: readonly AccessRequest[] }): JSX.Element {
  const { columns } = texts;
  return (
    <Card heading={texts.submittedTitle}>
      <DataTable
        caption={texts.submittedTitle}
        captionHidden
        rows={requests}
        empty={<p>{texts.noRequests}</p>}
        columns={[
          {
            key: 'act',
            header: columns.request,
            rowHeader: true,
            cell: ({ act, documentId }) => (
              <a href={`/cabinet/documents/${documentId ?? ''}`}>{texts.acts[act]}</a>
            ),
          },
          {
            key: 'person',
            header: columns.person,
            cell: ({ surname, givenName }) => `${surname} ${givenName}`,
          },
          {
            key: 'received',
            header: columns.received,
            cell: ({ receivedAt }) => (receivedAt === null ? '—' : formatInstant(receivedAt)),
          },
          {
            key: 'state',
            header: columns.state,
            long: true,
            cell: (request) => <RequestState {...request} />,
          },
        ]}
      />
    </Card>
  );
}

/** Where a submission stands, in two or three words, with the reason of a decision. */
function RequestState({ receivedAt, outcome, reason, dueAt }: AccessRequest): JSX.Element {
  if (receivedAt === null) return <Tag tone="neutral">{texts.waitsForSignature}</Tag>;
  if (outcome === null) {
    return (
      <>
        <Tag tone="act">{texts.waitsForDecision}</Tag>{' '}
        {dueAt === null ? '' : texts.until(formatInstant(dueAt))}
      </>
    );
  }
  return (
    <>
      <Tag tone={outcome === 'approved' ? 'good' : 'bad'}>{texts.outcomes[outcome]}</Tag> {reason}
    </>
  );
}
