import { kopiykas, type Money } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyWithUnit } from '#ui/format/money.ts';
import { Icon } from '#ui/icons/icon.tsx';
import { CardGrid, PageHeading, Stack } from '#ui/layout/regions.tsx';
import { Select } from '#ui/select/select.tsx';
import { Figure } from '#ui/sum/sum.tsx';
import { Toolbar } from '#ui/toolbar/toolbar.tsx';
import type { JSX } from 'preact';
import { NoPlaces, officePage } from '../cabinet.tsx';
import { cabinetTexts, placeName } from '../texts.uk.ts';
import { AgesChart, totalDebt } from './ages-chart.tsx';
import { DebtorsTable, PlacesTable, ServicesTable } from './receivables-tables.tsx';
import type { ReceivablesReport } from './receivables-report.ts';
import { texts } from './texts.uk.ts';

const path = '/cabinet/receivables';

/** What is owed by age, service and hromada, and who owes most. */
export function receivablesPage(frame: PageFrame, report: ReceivablesReport): string {
  return officePage({
    frame,
    title: texts.title,
    children: (
      <>
        <PageHeading
          title={texts.title}
          eyebrow={report.chosen === undefined ? undefined : placeName(report.chosen)}
          lede={texts.lede}
        />
        <Body {...report} />
      </>
    ),
  });
}

function Body(report: ReceivablesReport): JSX.Element {
  if (report.places.length === 0) return <NoPlaces />;
  if (report.receivables.length === 0) {
    return (
      <>
        <Places {...report} />
        <Card>
          <EmptyState title={texts.title}>
            <p>{texts.noBills}</p>
          </EmptyState>
        </Card>
      </>
    );
  }
  return (
    <>
      <Places {...report} />
      <CardGrid>
        <Card>
          <Totals {...report} />
        </Card>
        <Card>
          <AgesChart id="ages" receivables={report.receivables} />
        </Card>
      </CardGrid>
      <Card>
        <ServicesTable {...report} />
      </Card>
      {report.chosen === undefined && report.places.length > 1 ? (
        <Card>
          <PlacesTable {...report} />
        </Card>
      ) : null}
      <Card heading={texts.largest} aside={<Exports {...report} />}>
        <p class="soft">{texts.largestLede}</p>
        <DebtorsTable {...report} />
      </Card>
    </>
  );
}

function Totals({ receivables }: ReceivablesReport): JSX.Element {
  const debt = totalDebt(receivables);
  const overpaid = sum(receivables.map((row) => row.overpaid));
  return (
    <Stack>
      <Figure label={texts.debt} value={formatMoneyWithUnit(debt)} />
      <Figure label={texts.overpaid} value={formatMoneyWithUnit(overpaid)} />
      <Figure
        label={texts.net}
        value={formatMoneyWithUnit(kopiykas(debt - overpaid))}
        note={texts.netNote}
      />
    </Stack>
  );
}

function sum(parts: readonly Money[]): Money {
  return kopiykas(parts.reduce<bigint>((total, part) => total + part, 0n));
}

function Places({ places, chosen }: ReceivablesReport): JSX.Element | null {
  if (places.length < 2) return null;
  return (
    <Toolbar label={cabinetTexts.place}>
      <Form action={path} method="get" label={cabinetTexts.place} inline>
        <Select
          name="place"
          label={cabinetTexts.place}
          emptyLabel={texts.everywhere}
          value={chosen?.key}
          options={places.map((place) => ({ value: place.key, label: placeName(place) }))}
          width="medium"
        />
        <Button look="quiet">{cabinetTexts.show}</Button>
      </Form>
    </Toolbar>
  );
}

function Exports({ chosen }: ReceivablesReport): JSX.Element {
  const query = chosen === undefined ? '' : `?place=${chosen.key}`;
  return (
    <>
      {(['csv', 'xlsx'] as const).map((format) => (
        <a href={`${path}.${format}${query}`}>
          <Icon name="download" />
          {cabinetTexts[format]}
        </a>
      ))}
    </>
  );
}
