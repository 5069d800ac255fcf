import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatPriceWithUnit } from '#ui/format/money.ts';
import { formatPercent } from '#ui/format/number.ts';
import { formatDate, formatDateRange } from '#ui/format/time.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { texts as documentTexts } from '../../documents/texts.uk.ts';
import type { PublicTariff } from '../../public-tariffs.sql.ts';
import { officePage } from '../cabinet.tsx';
import { serviceTitles } from '../texts.uk.ts';
import { StructureTable } from './structure-table.tsx';
import type { ProviderTariff } from './tariffs.ts';
import { componentNames, texts, zoneNames } from './texts.uk.ts';

export interface TariffPageProps {
  readonly frame: PageFrame;
  readonly found: ProviderTariff;
  readonly csrfToken: string;
  /** It has just been entered. */
  readonly entered: boolean;
}

/** A tariff: what it is for, what it is made of, whether its sums hold. */
export function tariffPage({ frame, found, entered, csrfToken }: TariffPageProps): string {
  const { tariff, parts, providerName } = found;
  const title = `${serviceName(tariff.service)}, ${componentNames[tariff.component]}`;
  return officePage({
    frame,
    title,
    breadcrumbs: [
      { href: '/cabinet/tariffs', label: serviceTitles.tariffs },
      { label: serviceName(tariff.service) },
    ],
    banner: entered ? (
      <Notification tone="good" title={texts.entered}>
        <p>{texts.enteredNext(formatDate(tariff.valid.from))}</p>
      </Notification>
    ) : undefined,
    children: (
      <>
        <PageHeading
          title={title}
          eyebrow={providerName}
          lede={formatPriceWithUnit(tariff.grossPrice, tariff.unit)}
        />
        <Split aside={<Checks {...found} />}>
          <Card heading={texts.facts}>
            <DescriptionList rows={factsOf(found)} />
            <Form action={`/cabinet/tariffs/${tariff.tariffId}/decision`} csrfToken={csrfToken}>
              <Button look="quiet" icon="document">
                {documentTexts.tariff.sign}
              </Button>
            </Form>
            <p class="small soft">{documentTexts.tariff.signHint}</p>
          </Card>
          <Card>
            <StructureTable parts={parts} netPrice={tariff.netPrice} />
          </Card>
        </Split>
      </>
    ),
  });
}

function factsOf({ tariff, territoryName, before, after }: ProviderTariff) {
  const { decision } = tariff;
  return [
    { term: texts.territory, value: territoryName },
    ...(tariff.zone === 0 ? [] : [{ term: texts.zone, value: zoneNames[tariff.zone] }]),
    { term: texts.netPrice, value: formatPriceWithUnit(tariff.netPrice, tariff.unit) },
    { term: texts.vat, value: formatPercent(tariff.vatPercent) },
    { term: texts.price, value: formatPriceWithUnit(tariff.grossPrice, tariff.unit) },
    { term: texts.valid, value: formatDateRange(tariff.valid) },
    {
      term: texts.decision,
      value: texts.decisionLine(decision.authority, decision.number, formatDate(decision.date)),
    },
    { term: texts.before, value: <Neighbour tariff={before} /> },
    { term: texts.after, value: <Neighbour tariff={after} /> },
  ];
}

function Neighbour({ tariff }: { readonly tariff: PublicTariff | undefined }): JSX.Element {
  if (tariff === undefined) return <>{texts.none}</>;
  return (
    <a href={`/cabinet/tariffs/${tariff.tariffId}`}>
      {formatPriceWithUnit(tariff.grossPrice, tariff.unit)}, {formatDateRange(tariff.valid)}
    </a>
  );
}

function Checks({ check }: ProviderTariff): JSX.Element {
  return (
    <Card heading={texts.checks}>
      <DescriptionList
        stacked
        rows={[
          ...(check.itemsMakeNet === null
            ? []
            : [{ term: texts.itemsMakeNet, value: <Verdict holds={check.itemsMakeNet} /> }]),
          { term: texts.netMakesGross, value: <Verdict holds={check.netMakesGross} /> },
        ]}
      />
    </Card>
  );
}

function Verdict({ holds }: { readonly holds: boolean }): JSX.Element {
  return <Tag tone={holds ? 'good' : 'bad'}>{holds ? texts.holds : texts.fails}</Tag>;
}
