import { kopiykas, sumMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoneyChange, formatMoneyWithUnit } from '#ui/format/money.ts';
import { withUnit } from '#ui/format/number.ts';
import { hryvniaShort } from '#ui/format/texts.uk.ts';
import { formatDate, formatPeriod } from '#ui/format/time.ts';
import { PageHeading, Row, Split } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import type { JSX } from 'preact';
import type { CorrectableCharges } from '../../../corrections/correctable-charges.ts';
import type { CheckedCorrection } from '../../../corrections/correct-charge.ts';
import { officePage } from '../../cabinet.tsx';
import type { CorrectionForm } from './correction-form.ts';
import { correctionTrail } from './correction-form-page.tsx';
import { texts } from './texts.uk.ts';

export interface CorrectionCheckPageProps {
  readonly frame: PageFrame;
  readonly charges: CorrectableCharges;
  readonly checked: CheckedCorrection;
  /** The whole account is the viewer's to see, not a service of it alone. */
  readonly seesAll: boolean;
  readonly form: CorrectionForm;
  readonly csrfToken: string;
  /** Makes a second press of the button harmless. */
  readonly idempotencyKey: string;
}

/** What the bill charged, what the correction makes of it, and what will be owed. */
export function correctionCheckPage(props: CorrectionCheckPageProps): string {
  const { frame, charges } = props;
  return officePage({
    frame,
    title: texts.checkTitle,
    breadcrumbs: correctionTrail(charges),
    children: (
      <>
        <PageHeading title={texts.checkTitle} lede={texts.checkLede} />
        <Split aside={<Effect {...props} />}>
          <Card heading={texts.correction}>
            <DescriptionList rows={factsOf(props)} />
          </Card>
        </Split>
      </>
    ),
  });
}

function factsOf({ charges, checked }: CorrectionCheckPageProps) {
  const { account, lines } = charges;
  const { correction, billed, correctedBefore } = checked;
  const { service, providerId, amount } = correction;
  const provider = lines.find((line) => line.service === service && line.providerId === providerId);
  return [
    { term: texts.account, value: `${account.number}, ${account.address}` },
    { term: texts.line, value: serviceName(service) },
    { term: texts.provider, value: provider?.providerName },
    { term: texts.period, value: formatPeriod(correction.period) },
    { term: texts.billed, value: formatMoneyWithUnit(billed) },
    ...(correctedBefore === 0n
      ? []
      : [{ term: texts.correctedBefore, value: changeWithUnit(correctedBefore) }]),
    { term: texts.amount, value: <b>{changeWithUnit(amount)}</b> },
    {
      term: texts.becomes,
      value: formatMoneyWithUnit(sumMoney([billed, correctedBefore, amount])),
    },
    { term: texts.ground, value: correction.ground },
    {
      term: texts.act,
      value: texts.actLine(correction.actNumber, formatDate(correction.actOn)),
    },
  ];
}

function changeWithUnit(amount: bigint): string {
  return withUnit(formatMoneyChange(kopiykas(amount)), hryvniaShort);
}

function Effect(props: CorrectionCheckPageProps): JSX.Element {
  const { charges, checked, seesAll, form, csrfToken, idempotencyKey } = props;
  const { correction, owed, posted } = checked;
  const { amount, period } = correction;
  const account = `/cabinet/accounts/${charges.account.accountId}`;
  const after = { line: sumMoney([owed.line, amount]), account: sumMoney([owed.account, amount]) };
  const isOverpaid = after.line < 0n || (seesAll && after.account < 0n);
  return (
    <Card heading={texts.effect} look="lift">
      <DescriptionList
        stacked
        rows={[
          { term: texts.owedLine, value: formatMoneyWithUnit(owed.line) },
          { term: texts.owedLineAfter, value: <b>{formatMoneyWithUnit(after.line)}</b> },
          ...(seesAll
            ? [
                { term: texts.owedAll, value: formatMoneyWithUnit(owed.account) },
                { term: texts.owedAllAfter, value: <b>{formatMoneyWithUnit(after.account)}</b> },
              ]
            : []),
        ]}
      />
      {isOverpaid ? <p class="soft">{texts.overpaid}</p> : null}
      <p>{texts.entersBill(posted, period)}</p>
      <Row>
        <Form
          action={`${account}/corrections`}
          csrfToken={csrfToken}
          hidden={{ ...form, key: idempotencyKey }}
          label={texts.save}
        >
          <Button>{texts.save}</Button>
        </Form>
        <Form
          action={`${account}/corrections/new`}
          csrfToken={csrfToken}
          hidden={form}
          label={texts.edit}
        >
          <Button look="quiet">{texts.edit}</Button>
        </Form>
      </Row>
    </Card>
  );
}
