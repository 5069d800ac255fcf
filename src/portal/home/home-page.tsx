import { RegionMap, type Overview } from '#modules/dashboard/index.ts';
import {
  paymentLevelPermille,
  publicAccountsMin,
  type MonthSums,
} from '#modules/settlements/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyLarge } from '#ui/format/money.ts';
import { formatNumber } from '#ui/format/number.ts';
import { countOf } from '#ui/format/plural.ts';
import { formatInstant, formatPeriod } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { CardGrid, PageHeading, Split } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** The way in: one search, the cabinet, what the portal can do, and how the country pays. */
export function homePage(frame: PageFrame, overview: Overview): string {
  return renderPage(
    <Page
      {...frame}
      title={texts.title}
      description={texts.description}
      hero={<Hero isSignedIn={frame.session !== undefined} />}
    >
      <Services overview={overview} />
      <Card>
        <Map overview={overview} />
      </Card>
    </Page>,
  );
}

function Hero({ isSignedIn }: { readonly isSignedIn: boolean }): JSX.Element {
  return (
    <div class="wrap">
      <Split
        aside={
          <Card look="deep" heading={texts.cabinet}>
            <p>{texts.cabinetLead}</p>
            <LinkButton href={isSignedIn ? '/cabinet' : '/sign-in'} look="point">
              {isSignedIn ? texts.toCabinet : texts.signIn}
            </LinkButton>
            <p class="small">{texts.signInWays}</p>
          </Card>
        }
      >
        <PageHeading title={texts.title} lede={texts.lede} />
        <SearchForm />
      </Split>
    </div>
  );
}

export function SearchForm({ text }: { readonly text?: string | undefined }): JSX.Element {
  return (
    <Form action="/search" method="get" label={texts.searchForm}>
      <Field
        name="q"
        kind="search"
        label={texts.search}
        hint={texts.searchHint}
        value={text}
        after={<Button>{texts.find}</Button>}
      />
    </Form>
  );
}

function Services({ overview }: { readonly overview: Overview }): JSX.Element {
  const { total, month } = overview;
  return (
    <CardGrid>
      <Card
        href="/tariffs"
        heading={texts.cardTariffs}
        eyebrow={<Tag icon="sort">{texts.cardTariffsTag}</Tag>}
      >
        <p class="soft">{texts.cardTariffsText}</p>
      </Card>
      <Card
        href="/debts"
        heading={
          total === null ? texts.cardDebtsNothing : texts.cardDebts(formatMoneyLarge(total.debt))
        }
        eyebrow={
          <Tag tone="warn" icon="document">
            {texts.cardDebtsTag}
          </Tag>
        }
      >
        <p class="soft">
          {month === null
            ? texts.cardDebtsTextNothing
            : texts.cardDebtsText(formatPeriod(month.period))}
        </p>
      </Card>
      <Card
        href="/providers"
        heading={texts.cardProviders}
        eyebrow={<Tag icon="search">{texts.cardProvidersTag}</Tag>}
      >
        <p class="soft">{texts.cardProvidersText}</p>
      </Card>
    </CardGrid>
  );
}

function Map({ overview }: { readonly overview: Overview }): JSX.Element {
  const { month } = overview;
  if (month === null) {
    return (
      <EmptyState title={texts.noMap}>
        <p>{texts.noMapText}</p>
      </EmptyState>
    );
  }
  return (
    <>
      <RegionMap
        id="levels"
        regions={overview.groups}
        regionCodes={overview.regionCodes}
        metric="level"
        monthName={formatPeriod(month.period)}
        hrefOf={(code) => `/territories/${code}`}
      />
      <MapNotes overview={overview} month={month} />
    </>
  );
}

function MapNotes({
  overview,
  month,
}: {
  readonly overview: Overview;
  readonly month: NonNullable<Overview['month']>;
}): JSX.Element {
  const change = yearChange(overview.total, overview.yearBefore);
  const hromadas = countOf(month.hromadas, texts.hromadas);
  return (
    <>
      <p class="small soft">
        {`${texts.formedAt} ${formatInstant(month.formedAt)}, ${hromadas}. `}
        {`${texts.smallGroups(publicAccountsMin)} ${texts.mapHow}`}
      </p>
      <p class="row small">
        {change === undefined ? null : (
          <Tag tone={change.startsWith('+') ? 'good' : 'warn'}>{change}</Tag>
        )}
        <a class="contents-link" href="/debts">
          {texts.tableLink}
        </a>
        <a class="contents-link" href="/debts?format=csv">
          {texts.csv}
        </a>
      </p>
    </>
  );
}

/** How the level of the country changed in a year; undefined when there was nothing a year ago. */
function yearChange(now: MonthSums | null, before: MonthSums | null): string | undefined {
  if (now === null || before === null) return undefined;
  const [level, levelBefore] = [now, before].map(({ charged, paid }) =>
    paymentLevelPermille(charged, paid),
  );
  if (typeof level !== 'number' || typeof levelBefore !== 'number') return undefined;
  const points = (level - levelBefore) / 10;
  const sign = points > 0 ? '+' : '';
  return `${sign}${formatNumber(points, 1)}\u00a0${texts.points} ${texts.changeYear}`;
}
