import { stepName } from '#modules/registry/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { Tabs } from '#ui/tabs/tabs.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { ComponentChildren, JSX } from 'preact';
import { Figures } from './figures.tsx';
import { metrics } from './metric.ts';
import type { Panel } from './panel.ts';
import { Dynamics, ProviderRanking } from './panel-charts.tsx';
import {
  panelFiles,
  panelHref,
  panelPath,
  type PanelFile,
  type PanelState,
} from './panel-state.ts';
import { RegionMap } from './region-map.tsx';
import { SumsTable } from './sums-tables.tsx';
import { metricNames, texts } from './texts.uk.ts';

interface PanelProps {
  readonly panel: Panel;
  readonly state: PanelState;
}

/** The national panel of the ministry. */
export function panelPage(frame: PageFrame, panel: Panel, state: PanelState): string {
  const place = panel.territory === null ? texts.country : stepName(panel.territory);
  const title = panel.month === null ? place : `${place}, ${formatPeriod(panel.month.period)}`;
  return renderPage(
    <Page
      {...frame}
      density="office"
      title={title}
      breadcrumbs={panel.territory === null ? undefined : crumbs({ panel, state })}
    >
      <PageHeading title={title} eyebrow={texts.eyebrow} lede={<AsOf panel={panel} />} />
      <Tools panel={panel} state={state} />
      {panel.total === null ? <Nothing panel={panel} /> : <Body panel={panel} state={state} />}
    </Page>,
  );
}

function crumbs({ panel, state }: PanelProps) {
  const path = panel.territory?.path ?? [];
  const top = path.findIndex(({ code }) => code === state.ceiling);
  const above = path.slice(1, top === -1 ? undefined : top + 1).toReversed();
  const region = above.filter(({ category }) => category === 'O' || category === 'K');
  return [
    ...(state.ceiling === undefined
      ? [{ label: texts.country, href: panelHref({ ...state, territory: undefined }) }]
      : []),
    ...region.map(({ code, name }) => ({
      label: name,
      href: panelHref({ ...state, territory: code }),
    })),
    { label: panel.territory?.name ?? '' },
  ];
}

/** Every number says as of when it is. */
function AsOf({ panel }: { readonly panel: Panel }): JSX.Element | null {
  const { month, paidSince, at } = panel;
  if (month === null) return null;
  const hromadas = panel.territory === null ? `, ${countOf(month.hromadas, texts.hromadas)}` : '';
  return (
    <>
      {`${texts.asOf} ${formatInstant(month.formedAt)}${hromadas}.`}
      {paidSince === null ? null : (
        <>
          {' '}
          {texts.paidSince} <b class="nowrap">{formatMoneyWithUnit(paidSince)}</b>,{' '}
          {texts.paidSinceAt} {formatInstant(at)}.
        </>
      )}
    </>
  );
}

const fileNames: Readonly<Record<PanelFile, string>> = {
  territories: texts.csvTerritories,
  services: texts.csvServices,
  providers: texts.csvProviders,
  months: texts.csvMonths,
};

function Tools({ panel, state }: PanelProps): JSX.Element {
  const hidden = {
    ...(state.territory === undefined ? {} : { territory: state.territory }),
    ...(state.metric === 'level' ? {} : { metric: state.metric }),
  };
  return (
    <Toolbar
      label={texts.tools}
      actions={panelFiles.map((file) => (
        <a href={panelHref(state, file)}>{fileNames[file]}</a>
      ))}
    >
      <Form action={panelPath} method="get" hidden={hidden} label={texts.toolsForm} inline>
        <Select
          name="period"
          label={texts.month}
          width="medium"
          emptyLabel={null}
          value={panel.month?.period}
          options={panel.months.map(({ period }) => ({
            value: period,
            label: formatPeriod(period),
          }))}
        />
        <Button look="quiet">{texts.show}</Button>
      </Form>
    </Toolbar>
  );
}

function Nothing({ panel }: { readonly panel: Panel }): JSX.Element {
  const isEmpty = panel.month === null;
  return (
    <Card>
      <EmptyState title={isEmpty ? texts.nothingBilled : texts.noTotal}>
        <p>{isEmpty ? texts.nothingBilledWhy : texts.noTotalWhy}</p>
      </EmptyState>
    </Card>
  );
}

function Body({ panel, state }: PanelProps): JSX.Element | null {
  const { total, month } = panel;
  if (total === null || month === null) return null;
  return (
    <>
      <Figures total={total} monthBefore={panel.monthBefore} yearBefore={panel.yearBefore} />
      <Tabs
        label={texts.metricTabs}
        items={metrics.map((metric) => ({
          href: panelHref({ ...state, metric }),
          label: metricNames[metric],
          current: metric === state.metric,
        }))}
      />
      {panel.territory === null ? (
        <Card>
          <RegionMap
            id="regions"
            regions={panel.groups}
            regionCodes={panel.regionCodes}
            metric={state.metric}
            monthName={formatPeriod(month.period)}
            hrefOf={(territory) => panelHref({ ...state, territory })}
          />
        </Card>
      ) : null}
      <Card>
        <Dynamics metric={state.metric} months={panel.dynamics} />
      </Card>
      <Tables panel={panel} state={state} />
    </>
  );
}

function Tables({ panel, state }: PanelProps): JSX.Element {
  return (
    <>
      {panel.groups.length === 0 ? null : (
        <Card>
          <SumsTable
            caption={texts.territoriesTitle}
            rowName={texts.territory}
            rows={panel.groups.toSorted((a, b) => Number(b.debt - a.debt))}
            rowLabel={({ territory }): ComponentChildren => (
              <a href={panelHref({ ...state, territory: territory.code })}>{stepName(territory)}</a>
            )}
            total={panel.total}
          />
        </Card>
      )}
      <Card>
        <SumsTable
          caption={texts.servicesTitle}
          rowName={texts.service}
          rows={panel.services.toSorted((a, b) => Number(b.debt - a.debt))}
          rowLabel={({ service }) => <ServiceMark service={service} />}
          total={panel.total}
        />
      </Card>
      <Card>
        <ProviderRanking providers={panel.providers} total={panel.total} />
      </Card>
      <Card>
        <SumsTable
          caption={texts.providersTitle}
          rowName={texts.provider}
          rows={panel.providers.toSorted((a, b) => Number(b.debt - a.debt)).slice(0, providersMax)}
          rowLabel={({ providerId, name }) => <a href={`/providers/${providerId}`}>{name}</a>}
          total={panel.providers.length > providersMax ? null : panel.total}
        />
      </Card>
    </>
  );
}

/** The rest is in the file. */
const providersMax = 50;
