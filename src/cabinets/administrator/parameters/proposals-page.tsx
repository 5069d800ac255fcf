import type { PageFrame } from '#platform/http/frame.ts';
import type { StoredParameter } from '#platform/parameters/list-parameters.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDateRange } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { parameterName, scopeText, StatusTag, valueText } from './describe.tsx';
import { Signature } from './history-page.tsx';
import { texts } from './texts.uk.ts';

interface ProposalsProps {
  readonly proposals: readonly StoredParameter[];
  readonly names: ActorNames;
}

/** What waits for the second pair of eyes, oldest first. */
export function proposalsPage(frame: PageFrame, props: ProposalsProps): string {
  return renderPage(
    <Page {...frame} density="office" title={texts.proposalsTitle}>
      <PageHeading title={texts.proposalsTitle} lede={texts.proposalsLede} />
      <Card>
        {props.proposals.length === 0 ? (
          <EmptyState
            icon="good"
            title={texts.noProposals}
            actions={
              <LinkButton href="/cabinet/parameters" look="quiet">
                {texts.toParameters}
              </LinkButton>
            }
          >
            <p>{texts.noProposalsText}</p>
          </EmptyState>
        ) : (
          <Waiting {...props} />
        )}
      </Card>
    </Page>,
  );
}

function Waiting({ proposals, names }: ProposalsProps): JSX.Element {
  return (
    <DataTable
      caption={texts.waiting}
      rows={proposals}
      columns={[
        {
          key: 'name',
          header: texts.parameter,
          rowHeader: true,
          cell: ({ parameterId, parameter }) => (
            <a href={`/cabinet/proposals/${parameterId}`}>{parameterName(parameter.code)}</a>
          ),
        },
        {
          key: 'value',
          header: texts.newValue,
          cell: ({ parameter }) => valueText(parameter),
        },
        {
          key: 'dates',
          header: texts.dates,
          cell: ({ parameter }) => formatDateRange(parameter.valid),
        },
        {
          key: 'scope',
          header: texts.scope,
          long: true,
          cell: ({ parameter }) => scopeText(parameter),
        },
        {
          key: 'status',
          header: texts.statusOf,
          cell: ({ parameter }) => <StatusTag status={parameter.status} />,
        },
        {
          key: 'entered',
          header: texts.entered,
          long: true,
          cell: ({ enteredBy, enteredAt }) => (
            <Signature who={actorName(names, enteredBy)} at={enteredAt} />
          ),
        },
      ]}
    />
  );
}
