import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatPriceWithUnit } from '#ui/format/money.ts';
import { formatPercent } from '#ui/format/number.ts';
import { formatDate, formatDateLong } from '#ui/format/time.ts';
import { PageHeading, Row, Split } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { officePage } from '../cabinet.tsx';
import { placeName, serviceTitles } from '../texts.uk.ts';
import type { PreparedTariff } from './prepare-tariff.ts';
import { StructureTable } from './structure-table.tsx';
import type { TariffForm } from './tariff-form.ts';
import { componentNames, texts, zoneNames } from './texts.uk.ts';

export interface TariffCheckPageProps {
  readonly frame: PageFrame;
  readonly prepared: PreparedTariff;
  readonly form: TariffForm;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
}

/** All that was entered, to be read over before it is sent. */
export function tariffCheckPage(props: TariffCheckPageProps): string {
  const { frame, prepared, form, csrfToken, idempotencyKey } = props;
  const { tariff, ends } = prepared;
  return officePage({
    frame,
    title: texts.checkTitle,
    breadcrumbs: [
      { href: '/cabinet/tariffs', label: serviceTitles.tariffs },
      { label: texts.newTitle },
    ],
    children: (
      <>
        <PageHeading title={texts.checkTitle} lede={texts.checkLede} />
        <Split
          aside={
            <Card heading={texts.ends} look="lift">
              <p>
                {ends === undefined
                  ? texts.endsNothing
                  : texts.endsFormer(
                      formatDate(tariff.validFrom),
                      formatPriceWithUnit(ends.grossPrice, tariff.unit),
                    )}
              </p>
              <Row>
                <Form
                  action="/cabinet/tariffs"
                  csrfToken={csrfToken}
                  hidden={{ ...form, key: idempotencyKey }}
                  label={texts.save}
                >
                  <Button>{texts.save}</Button>
                </Form>
                <Form
                  action="/cabinet/tariffs/new"
                  csrfToken={csrfToken}
                  hidden={form}
                  label={texts.edit}
                >
                  <Button look="quiet" name="step" value="edit">
                    {texts.edit}
                  </Button>
                </Form>
              </Row>
            </Card>
          }
        >
          <Card heading={texts.facts}>
            <DescriptionList rows={factsOf(prepared)} />
          </Card>
          <Card>
            <StructureTable parts={tariff.items} netPrice={tariff.netPrice} />
          </Card>
        </Split>
      </>
    ),
  });
}

function factsOf({ tariff, providerName, place }: PreparedTariff) {
  const { service, component, zone, unit } = tariff;
  return [
    { term: texts.provider, value: providerName },
    { term: texts.territory, value: placeName({ ...place, as: 'biller' }) },
    { term: texts.service, value: serviceName(service) },
    { term: texts.component, value: componentNames[component] },
    ...(zone === 0 ? [] : [{ term: texts.zone, value: zoneNames[zone] }]),
    { term: texts.netPrice, value: formatPriceWithUnit(tariff.netPrice, unit) },
    { term: texts.vat, value: formatPercent(tariff.vatPercent) },
    { term: texts.price, value: <b>{formatPriceWithUnit(tariff.grossPrice, unit)}</b> },
    { term: texts.fromWhen, value: formatDateLong(tariff.validFrom) },
    {
      term: texts.decision,
      value: texts.decisionLine(
        tariff.decisionAuthority,
        tariff.decisionNumber,
        formatDate(tariff.decisionOn),
      ),
    },
  ];
}
