import { contains } from '#kernel/period.ts';
import { SumsTable, type Overview } from '#modules/dashboard/index.ts';
import { stepName, type StatusOfTerritory, type Territory } from '#modules/registry/index.ts';
import { publicAccountsMin } from '#modules/settlements/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { ActText } from '#ui/clause-tag/act-text.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatDateRange, formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Notification } from '#ui/notification/notification.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { address } from '../address.ts';
import { TariffsTable } from '../tariffs/tariffs-table.tsx';
import { texts as portalTexts } from '../texts.uk.ts';
import { RightsTable } from './rights-table.tsx';
import { kindOf, TerritoryLinks } from './territories-page.tsx';
import type { TerritoryFacts } from './territory.ts';
import { statusNames, texts } from './texts.uk.ts';

interface TerritoryProps {
  readonly facts: TerritoryFacts;
  readonly overview: Overview;
}

/** A territory: its status, services with providers, prices, and what is charged and owed. */
export function territoryPage(frame: PageFrame, facts: TerritoryFacts, overview: Overview): string {
  const { territory } = facts;
  const above = territory.path.slice(1).toReversed();
  return renderPage(
    <Page
      {...frame}
      title={territory.fullName}
      description={texts.description(territory.fullName)}
      breadcrumbs={[
        { label: portalTexts.territories, href: '/territories' },
        ...above.map((step) => ({ label: stepName(step), href: `/territories/${step.code}` })),
        { label: territory.name },
      ]}
    >
      <PageHeading title={stepName(territory)} eyebrow={pathText(territory)} />
      <Statuses facts={facts} />
      <Services facts={facts} />
      <Tariffs facts={facts} />
      <Money facts={facts} overview={overview} />
      <About facts={facts} />
    </Page>,
  );
}

function pathText({ path }: Territory): string {
  const above = path.slice(1).map(stepName);
  return above.length === 0 ? portalTexts.country : above.join(', ');
}

function Statuses({ facts: { statuses, today } }: Pick<TerritoryProps, 'facts'>) {
  if (statuses.length === 0) return null;
  const now = statuses.find((status) => isNow(status, today));
  return (
    <>
      {now === undefined ? null : (
        <Notification tone="warn" title={statusNames[now.status]}>
          <p>{`${formatDateRange(now.valid)}. ${texts.statusHolder}: ${stepName(holderStep(now))}`}</p>
        </Notification>
      )}
      <Card>
        <DataTable
          caption={texts.statusTitle}
          rows={statuses}
          columns={[
            {
              key: 'status',
              header: texts.state,
              rowHeader: true,
              cell: ({ status }) => statusNames[status],
            },
            {
              key: 'dates',
              header: texts.statusDates,
              cell: (status) => (
                <>
                  {formatDateRange(status.valid)}{' '}
                  <Tag tone={isNow(status, today) ? 'warn' : 'neutral'}>
                    {isNow(status, today) ? texts.statusNow : texts.statusPast}
                  </Tag>
                </>
              ),
            },
            {
              key: 'holder',
              header: texts.statusHolder,
              cell: (status) => stepName(holderStep(status)),
            },
            {
              key: 'act',
              header: texts.statusAct,
              long: true,
              cell: ({ act }) => <ActText act={act} />,
            },
          ]}
        />
      </Card>
    </>
  );
}

function isNow({ valid }: StatusOfTerritory, today: Temporal.PlainDate): boolean {
  return contains(valid, today);
}

function holderStep({ holder }: StatusOfTerritory) {
  return { ...holder, code: '', hromadaType: null };
}

function Money({ facts, overview }: TerritoryProps): JSX.Element {
  const { total, month } = overview;
  if (month === null || total === null) {
    return (
      <Card heading={texts.money}>
        <EmptyState title={texts.noMoney}>
          <p>{texts.noMoneyText(publicAccountsMin)}</p>
        </EmptyState>
      </Card>
    );
  }
  const { hromada, territory } = facts;
  const isPart = hromada !== undefined && hromada.territoryId !== territory.territoryId;
  return (
    <Card
      heading={`${texts.money} ${texts.moneyOf} ${formatPeriod(month.period)}`}
      aside={
        <a href={address('/debts', { territory: hromada?.code ?? territory.code })}>
          {texts.drill}
        </a>
      }
    >
      {isPart ? <p>{`${texts.ofHromada} ${stepName(hromada)}.`}</p> : null}
      <SumsTable
        caption={texts.money}
        captionHidden
        rowName={texts.service}
        rows={overview.services}
        rowLabel={({ service }) => <ServiceMark service={service} />}
        total={total}
      />
      <p class="small soft">
        {`${texts.moneyAsOf} ${formatInstant(month.formedAt)}. `}
        {texts.noMoneyText(publicAccountsMin)}
      </p>
    </Card>
  );
}

function Services({ facts }: Pick<TerritoryProps, 'facts'>): JSX.Element {
  const isRegion = facts.hromada === undefined;
  const heading = isRegion ? texts.servicesInside : texts.services;
  if (facts.rights.length === 0) {
    return (
      <Card heading={heading}>
        <EmptyState title={texts.noServices}>
          <p>{texts.noServicesText}</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <RightsTable
        caption={heading}
        rights={facts.rights}
        columns={
          isRegion
            ? ['service', 'provider', 'place', 'state']
            : ['service', 'provider', 'document', 'term', 'state']
        }
      />
      {facts.moreRights ? (
        <p>
          <a href={address('/providers', { territory: facts.territory.code, inside: 'yes' })}>
            {texts.allRights}
          </a>
        </p>
      ) : null}
    </Card>
  );
}

function Tariffs({ facts }: Pick<TerritoryProps, 'facts'>): JSX.Element | null {
  if (facts.hromada === undefined) return null;
  if (facts.tariffs.length === 0) {
    return (
      <Card heading={texts.tariffs}>
        <EmptyState title={texts.noTariffs}>
          <p>{texts.noTariffsText}</p>
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card>
      <Stack>
        <TariffsTable
          caption={texts.tariffs}
          tariffs={facts.tariffs}
          providers={facts.providers}
          columns={['service', 'provider', 'price', 'since']}
        />
        <p>
          <a href="/tariffs">{texts.compareTariffs}</a>
        </p>
      </Stack>
    </Card>
  );
}

function About({ facts }: Pick<TerritoryProps, 'facts'>): JSX.Element {
  const { territory, children } = facts;
  return (
    <Card heading={texts.facts}>
      <DescriptionList
        rows={[
          { term: texts.kind, value: kindOf(territory) },
          { term: texts.code, value: territory.code },
        ]}
      />
      {children.length === 0 ? null : (
        <>
          <h3>{texts.children}</h3>
          <TerritoryLinks territories={children} />
        </>
      )}
    </Card>
  );
}
