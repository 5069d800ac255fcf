import {
  levelText,
  metricNames,
  RegionMap,
  SumsTable,
  type Overview,
} from '#modules/dashboard/index.ts';
import { stepName } from '#modules/registry/index.ts';
import { publicAccountsMin, type BilledMonth, type MonthSums } from '#modules/settlements/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyLarge, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Stack } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Select } from '#ui/select/select.tsx';
import { ServiceMark } from '#ui/service-mark/service-mark.tsx';
import { Figure } from '#ui/sum/sum.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { address } from '../address.ts';
import { Downloads } from '../downloads.tsx';
import { texts as portalTexts } from '../texts.uk.ts';
import { texts } from './texts.uk.ts';

interface DebtsProps {
  readonly overview: Overview;
  /** The month that the address names; undefined stands for the newest. */
  readonly asked: string | undefined;
}

/** Consumers' arrears by territory, step by step down to the service (1039:12.3). */
export function debtsPage(frame: PageFrame, props: DebtsProps): string {
  const { territory, month, total } = props.overview;
  const place = territory === null ? portalTexts.country : stepName(territory);
  return renderPage(
    <Page {...frame} title={`${texts.title}: ${place}`} breadcrumbs={crumbs(props)}>
      <PageHeading
        title={texts.title}
        eyebrow={month === null ? place : `${place}, ${formatPeriod(month.period)}`}
        lede={texts.lede}
      />
      <Months {...props} />
      {month === null || total === null ? (
        <Card>
          <EmptyState title={texts.nothing}>
            <p>{texts.nothingText}</p>
          </EmptyState>
        </Card>
      ) : (
        <Sums {...props} month={month} total={total} />
      )}
    </Page>,
  );
}

function hrefOf({ overview, asked }: DebtsProps, change: { territory?: string; format?: string }) {
  return address('/debts', {
    territory: change.territory ?? overview.territory?.code,
    period: asked,
    format: change.format,
  });
}

function crumbs({ overview: { territory }, asked }: DebtsProps) {
  if (territory === null) return undefined;
  const above = territory.path.slice(1).toReversed();
  return [
    { label: portalTexts.country, href: address('/debts', { period: asked }) },
    ...above.map((step) => ({
      label: stepName(step),
      href: address('/debts', { territory: step.code, period: asked }),
    })),
    { label: territory.name },
  ];
}

function Months({ overview, asked }: DebtsProps): JSX.Element | null {
  if (overview.months.length === 0) return null;
  const { territory } = overview;
  return (
    <Toolbar label={texts.tools}>
      <Form
        action="/debts"
        method="get"
        hidden={territory === null ? {} : { territory: territory.code }}
        label={texts.tools}
        inline
      >
        <Select
          name="period"
          label={texts.month}
          width="medium"
          emptyLabel={null}
          value={asked ?? overview.month?.period}
          options={overview.months.map(({ period }) => ({
            value: period,
            label: formatPeriod(period),
          }))}
        />
        <Button look="quiet">{texts.show}</Button>
      </Form>
    </Toolbar>
  );
}

type SumsProps = DebtsProps & { readonly month: BilledMonth; readonly total: MonthSums };

function Sums(props: SumsProps): JSX.Element {
  const { overview, month, total } = props;
  return (
    <>
      <CardGrid>
        {(['debt', 'charged', 'paid'] as const).map((metric) => (
          <Card>
            <Figure
              label={metricNames[metric]}
              value={formatMoneyLarge(total[metric])}
              note={formatMoneyWithUnit(total[metric])}
            />
          </Card>
        ))}
        <Card>
          <Figure label={metricNames.level} value={levelText(total)} />
        </Card>
      </CardGrid>
      {overview.territory === null ? (
        <Card>
          <RegionMap
            id="debts"
            regions={overview.groups}
            regionCodes={overview.regionCodes}
            metric="debt"
            monthName={formatPeriod(month.period)}
            hrefOf={(territory) => hrefOf(props, { territory })}
          />
        </Card>
      ) : null}
      <Groups {...props} />
      <Card>
        <Stack>
          <SumsTable
            caption={texts.byService}
            rowName={texts.service}
            rows={overview.services.toSorted((a, b) => Number(b.debt - a.debt))}
            rowLabel={({ service }) => <ServiceMark service={service} />}
            total={total}
          />
          <Notes {...props} />
        </Stack>
      </Card>
    </>
  );
}

function Groups(props: SumsProps): JSX.Element | null {
  const { groups, territory } = props.overview;
  if (groups.length === 0) return null;
  return (
    <Card>
      <SumsTable
        caption={territory === null ? texts.byRegion : texts.byHromada}
        rowName={texts.territory}
        rows={groups.toSorted((a, b) => Number(b.debt - a.debt))}
        rowLabel={(group) => (
          <a href={hrefOf(props, { territory: group.territory.code })}>
            {stepName(group.territory)}
          </a>
        )}
        total={props.total}
      />
    </Card>
  );
}

function Notes(props: SumsProps): JSX.Element {
  const { territory } = props.overview;
  return (
    <>
      <p class="small soft">
        {`${texts.formedAt} ${formatInstant(props.month.formedAt)}. ${texts.how} `}
        {texts.smallGroups(publicAccountsMin)}
      </p>
      {territory === null ? null : (
        <p>
          <a href={`/territories/${territory.code}`}>
            {`${texts.toTerritory}: ${stepName(territory)}`}
          </a>
        </p>
      )}
      <Downloads hrefOf={(format) => hrefOf(props, { format })} />
    </>
  );
}
