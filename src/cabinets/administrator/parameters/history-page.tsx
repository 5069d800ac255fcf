import type { PageFrame } from '#platform/http/frame.ts';
import type { StoredParameter } from '#platform/parameters/list-parameters.ts';
import { LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { ActText } from '#ui/clause-tag/act-text.tsx';
import { formatDateRange, formatInstant } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { DataTable, type Column } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { actorName, type ActorNames } from '../actor-names.ts';
import { parameterName, scopeText, StateTag, StatusTag, valueText } from './describe.tsx';
import { texts } from './texts.uk.ts';

export interface HistoryProps {
  readonly code: string;
  readonly values: readonly StoredParameter[];
  readonly names: ActorNames;
}

/** Everything that was ever entered under a code, with who entered it and who decided. */
export function historyPage(frame: PageFrame, props: HistoryProps): string {
  const name = parameterName(props.code);
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={name}
      breadcrumbs={[{ label: texts.title, href: '/cabinet/parameters' }, { label: name }]}
    >
      <PageHeading
        title={name}
        eyebrow={`${texts.eyebrow} ${props.code}`}
        actions={
          <LinkButton href={`/cabinet/parameters/${props.code}/propose`}>
            {texts.propose}
          </LinkButton>
        }
      />
      <Card>
        <Values {...props} />
      </Card>
    </Page>,
  );
}

function Values({ values, names }: HistoryProps): JSX.Element {
  return (
    <DataTable
      caption={texts.history}
      rows={values.toReversed()}
      columns={[
        {
          key: 'value',
          header: texts.valueShort,
          rowHeader: true,
          cell: ({ parameter }) => valueText(parameter),
        },
        {
          key: 'dates',
          header: texts.since,
          cell: ({ parameter }) => formatDateRange(parameter.valid),
        },
        {
          key: 'scope',
          header: texts.scope,
          long: true,
          cell: ({ parameter }) => scopeText(parameter),
        },
        {
          key: 'act',
          header: texts.act,
          long: true,
          cell: ({ parameter }) => (
            <>
              <ActText act={parameter.act} /> <StatusTag status={parameter.status} />
            </>
          ),
        },
        {
          key: 'state',
          header: texts.state,
          cell: (stored) => <StateLink stored={stored} />,
        },
        ...signatureColumns(names),
      ]}
    />
  );
}

/** Who entered a value and who decided on it. */
function signatureColumns(names: ActorNames): readonly Column<StoredParameter>[] {
  return [
    {
      key: 'entered',
      header: texts.entered,
      long: true,
      cell: ({ enteredBy, enteredAt }) => (
        <Signature who={actorName(names, enteredBy)} at={enteredAt} />
      ),
    },
    {
      key: 'decided',
      header: texts.decided,
      long: true,
      cell: ({ decidedBy, decidedAt }) =>
        decidedBy === null || decidedAt === null ? (
          texts.nobody
        ) : (
          <Signature who={actorName(names, decidedBy)} at={decidedAt} />
        ),
    },
  ];
}

function StateLink({ stored }: { readonly stored: StoredParameter }): JSX.Element {
  const tag = <StateTag state={stored.state} />;
  if (stored.state !== 'proposed') return tag;
  return <a href={`/cabinet/proposals/${stored.parameterId}`}>{tag}</a>;
}

export function Signature(props: {
  readonly who: string;
  readonly at: Temporal.Instant;
}): JSX.Element {
  return (
    <>
      {props.who}
      <br />
      <span class="small soft numbers">{formatInstant(props.at)}</span>
    </>
  );
}
