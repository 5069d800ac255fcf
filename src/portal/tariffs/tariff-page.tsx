import { divideHalfUp } from '#kernel/money.ts';
import type { Price } from '#kernel/price.ts';
import type { PublicTariff, TariffPart } from '#modules/settlements/index.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { Ranking } from '#ui/charts/ranking.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { formatPrice, formatPriceWithUnit } from '#ui/format/money.ts';
import { formatPercent, formatPercentChange } from '#ui/format/number.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { Page } from '#ui/layout/page.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { ServiceMark, serviceName } from '#ui/service-mark/service-mark.tsx';
import { Figure } from '#ui/sum/sum.tsx';
import { DataTable } from '#ui/table/table.tsx';
import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { decisionText, partText } from './tariffs-table.tsx';
import type { TariffPageFacts } from './tariff.ts';
import { categoryNames, texts } from './texts.uk.ts';

interface TariffProps {
  readonly facts: TariffPageFacts;
}

/** One tariff: its price, what it is made of, by what decision, and how it changed. */
export function tariffPage(frame: PageFrame, facts: TariffPageFacts): string {
  const { tariff, provider } = facts;
  const name = serviceName(tariff.service);
  return renderPage(
    <Page
      {...frame}
      title={`${texts.eyebrow}: ${name}, ${provider.shortName}`}
      breadcrumbs={[
        { label: texts.title, href: `/tariffs?service=${tariff.service}` },
        { label: provider.shortName, href: `/providers/${provider.subjectId}` },
        { label: name },
      ]}
    >
      <PageHeading
        title={`${texts.eyebrow}: ${name.toLowerCase()}`}
        eyebrow={provider.shortName}
        lede={partText(tariff)}
      />
      <Price facts={facts} />
      <Structure facts={facts} />
      <Neighbours facts={facts} />
    </Page>,
  );
}

function Price({ facts }: TariffProps): JSX.Element {
  const { tariff, provider, territory } = facts;
  const vat = (tariff.grossPrice - tariff.netPrice) as Price;
  return (
    <Card>
      <Figure
        label={texts.gross}
        value={formatPriceWithUnit(tariff.grossPrice, tariff.unit)}
        note={texts.vatNote(formatPrice(tariff.netPrice), formatPrice(vat), tariff.vatPercent)}
      />
      <DescriptionList
        rows={[
          { term: texts.service, value: <ServiceMark service={tariff.service} name="full" /> },
          {
            term: texts.provider,
            value: <a href={`/providers/${provider.subjectId}`}>{provider.name}</a>,
          },
          {
            term: texts.place,
            value: <a href={`/territories/${territory.code}`}>{territory.fullName}</a>,
          },
          { term: texts.category, value: categoryNames[tariff.category] ?? tariff.category },
          { term: texts.decision, value: decisionText(tariff.decision) },
          { term: texts.validity, value: <Validity facts={facts} /> },
          {
            term: texts.published,
            value:
              tariff.publishedOn === null ? texts.notPublished : formatDate(tariff.publishedOn),
          },
        ]}
      />
    </Card>
  );
}

function Validity({ facts: { tariff, today } }: TariffProps): JSX.Element {
  const { tone, name } = stateOf(tariff, today);
  return (
    <>
      {formatDateRange(tariff.valid)} <Tag tone={tone}>{name}</Tag>
    </>
  );
}

function stateOf(
  { valid }: PublicTariff,
  today: Temporal.PlainDate,
): { readonly tone: Tone; readonly name: string } {
  if (Temporal.PlainDate.compare(today, valid.from) < 0) return { tone: 'act', name: texts.future };
  const isFormer = valid.to !== null && Temporal.PlainDate.compare(valid.to, today) <= 0;
  return isFormer ? { tone: 'neutral', name: texts.former } : { tone: 'good', name: texts.now };
}

const permilleWhole = 1_000n;

function shareOf(part: Price, whole: Price): number {
  return Number(divideHalfUp(part * permilleWhole, whole)) / 10;
}

function Structure({ facts }: TariffProps): JSX.Element {
  const { parts, arithmetic } = facts;
  const whole = arithmetic.itemsTotal;
  const largest = parts.toSorted((a, b) => Number(b.netPrice - a.netPrice));
  const [first] = largest;
  if (first === undefined || whole === 0n) {
    return (
      <Card heading={texts.structureTitle}>
        <EmptyState title={texts.noStructure}>
          <p>{texts.noStructureText}</p>
        </EmptyState>
        <Checks facts={facts} />
      </Card>
    );
  }
  return (
    <Card>
      <Ranking
        id="structure"
        title={texts.structureFinding(
          first.title,
          formatPercent(shareOf(first.netPrice, whole), 1),
        )}
        unit={texts.structureUnit}
        itemName={texts.item}
        format={(value) => formatPercent(value, 1)}
        items={largest.map(({ title, netPrice }) => ({
          label: title,
          value: shareOf(netPrice, whole),
        }))}
      />
      <Parts parts={parts} whole={whole} />
      <Checks facts={facts} />
    </Card>
  );
}

function Parts(props: {
  readonly parts: readonly TariffPart[];
  readonly whole: Price;
}): JSX.Element {
  const { parts, whole } = props;
  return (
    <DataTable
      caption={texts.structureTitle}
      rows={parts}
      columns={[
        {
          key: 'title',
          header: texts.item,
          rowHeader: true,
          cell: ({ title }) => title,
          total: texts.total,
        },
        {
          key: 'amount',
          header: texts.amount,
          numeric: true,
          cell: ({ netPrice }) => formatPrice(netPrice),
          total: formatPrice(whole),
        },
        {
          key: 'share',
          header: texts.share,
          numeric: true,
          cell: ({ netPrice }) => formatPercent(shareOf(netPrice, whole), 1),
          total: formatPercent(100),
        },
      ]}
    />
  );
}

/** Whether the tariff adds up: the parts to the net price, the net price with VAT to the gross. */
function Checks({ facts: { tariff, arithmetic } }: TariffProps): JSX.Element {
  const { itemsMakeNet, itemsTotal, netMakesGross, expectedGross } = arithmetic;
  return (
    <>
      <h3>{texts.checksTitle}</h3>
      {itemsMakeNet === null ? null : (
        <p>
          <Tag tone={itemsMakeNet ? 'good' : 'bad'}>
            {itemsMakeNet
              ? texts.checkItemsHold
              : texts.checkItemsFail(formatPrice(itemsTotal), formatPrice(tariff.netPrice))}
          </Tag>
        </p>
      )}
      <p>
        <Tag tone={netMakesGross ? 'good' : 'bad'}>
          {netMakesGross
            ? texts.checkGrossHolds
            : texts.checkGrossFails(formatPrice(expectedGross))}
        </Tag>
      </p>
    </>
  );
}

function Neighbours({ facts: { tariff, before, after } }: TariffProps): JSX.Element {
  if (before === undefined && after === undefined) {
    return (
      <Card heading={texts.neighbours}>
        <p>{texts.noBefore}</p>
      </Card>
    );
  }
  return (
    <Card heading={texts.neighbours}>
      <DescriptionList
        rows={[
          ...(before === undefined ? [] : [neighbourRow(texts.before, before)]),
          ...(before === undefined
            ? []
            : [{ term: texts.changedBy, value: changeText(before.grossPrice, tariff.grossPrice) }]),
          ...(after === undefined ? [] : [neighbourRow(texts.after, after)]),
        ]}
      />
    </Card>
  );
}

function neighbourRow(term: string, tariff: PublicTariff) {
  return {
    term,
    value: (
      <>
        <a href={`/tariffs/${tariff.tariffId}`}>
          {formatPriceWithUnit(tariff.grossPrice, tariff.unit)}
        </a>
        {`, ${formatDateRange(tariff.valid)}. ${decisionText(tariff.decision)}`}
      </>
    ),
  };
}

function changeText(before: Price, now: Price): string {
  const difference = (now > before ? now - before : before - now) as Price;
  const sign = now > before ? '+' : now < before ? '−' : '';
  const percent =
    before === 0n ? '' : formatPercentChange(shareOf((now - before) as Price, before), 1);
  return `${sign}${formatPrice(difference)} (${percent})`;
}
