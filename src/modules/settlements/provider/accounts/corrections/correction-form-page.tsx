import { zeroMoney } from '#kernel/money.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Radios } from '#ui/choices/choices.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { ErrorSummary, type FieldError } from '#ui/error-summary/error-summary.tsx';
import { Field } from '#ui/field/field.tsx';
import { Form } from '#ui/form/form.tsx';
import { formatMoney } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { PageHeading, Split } from '#ui/layout/regions.tsx';
import { Select } from '#ui/select/select.tsx';
import { ServiceMark, serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { CorrectableCharges } from '../../../corrections/correctable-charges.ts';
import { correctionWays } from '../../../corrections/correction-input.ts';
import { officePage } from '../../cabinet.tsx';
import { serviceTitles } from '../../texts.uk.ts';
import { lineValue, type CorrectionForm, type FormField } from './correction-form.ts';
import { texts } from './texts.uk.ts';

export interface CorrectionFormPageProps {
  readonly frame: PageFrame;
  readonly charges: CorrectableCharges;
  readonly holderName: string;
  readonly form: CorrectionForm;
  readonly errors: readonly FieldError[];
  readonly csrfToken: string;
}

/** The form of a correction; what was typed comes back with what is wrong with it. */
export function correctionFormPage(props: CorrectionFormPageProps): string {
  const { frame, charges, holderName, errors } = props;
  const { account, lines } = charges;
  return officePage({
    frame,
    title: texts.title,
    hasErrors: errors.length > 0,
    breadcrumbs: correctionTrail(charges),
    children: (
      <>
        <ErrorSummary errors={errors} title={texts.errors} />
        <PageHeading
          title={texts.title}
          eyebrow={`${account.number}, ${holderName}`}
          lede={texts.lede}
        />
        {lines.length === 0 ? <Nothing {...props} /> : <FormAndCharges {...props} />}
      </>
    ),
  });
}

export function correctionTrail({ account }: Pick<CorrectableCharges, 'account'>) {
  return [
    { href: '/cabinet/accounts', label: serviceTitles.accounts },
    { href: `/cabinet/accounts/${account.accountId}`, label: account.number },
    { label: texts.title },
  ];
}

function Nothing({ charges }: CorrectionFormPageProps): JSX.Element {
  return (
    <Card>
      <EmptyState title={texts.nothingTitle}>
        <p>{texts.nothing}</p>
        <LinkButton look="quiet" href={`/cabinet/accounts/${charges.account.accountId}`}>
          {texts.toAccount}
        </LinkButton>
      </EmptyState>
    </Card>
  );
}

function FormAndCharges(props: CorrectionFormPageProps): JSX.Element {
  const { charges, csrfToken } = props;
  const account = `/cabinet/accounts/${charges.account.accountId}`;
  return (
    <Split
      aside={
        <Card>
          <Charged charges={charges} />
        </Card>
      }
    >
      <Card>
        <Form action={`${account}/corrections/check`} csrfToken={csrfToken}>
          <What {...props} />
          <Why {...props} />
          <ButtonRow>
            <Button>{texts.check}</Button>
            <a class="contents-link" href={account}>
              {texts.cancel}
            </a>
          </ButtonRow>
        </Form>
      </Card>
    </Split>
  );
}

/** Name, what was typed and what is wrong, for one control. */
function control({ form, errors }: CorrectionFormPageProps, name: FormField) {
  const error = errors.find(({ fieldId }) => fieldId === name)?.message;
  return { name, value: form[name], error };
}

function What(props: CorrectionFormPageProps): JSX.Element {
  const { months, lines } = props.charges;
  return (
    <>
      <h2>{texts.what}</h2>
      <Select
        {...control(props, 'period')}
        label={texts.period}
        width="medium"
        options={months.map((month) => ({ value: month, label: formatPeriod(month) }))}
      />
      <Select
        {...control(props, 'line')}
        label={texts.line}
        emptyLabel={lines.length === 1 ? null : undefined}
        options={lines.map((line) => ({
          value: lineValue(line),
          label: texts.lineOf(serviceName(line.service), line.providerName),
        }))}
      />
      <Radios
        {...control(props, 'way')}
        label={texts.way}
        inline
        choices={correctionWays.map((way) => ({ value: way, label: texts.ways[way] }))}
      />
      <Field {...control(props, 'sum')} kind="money" label={texts.sum} hint={texts.sumHint} />
    </>
  );
}

function Why(props: CorrectionFormPageProps): JSX.Element {
  return (
    <>
      <h2>{texts.why}</h2>
      <Field
        {...control(props, 'ground')}
        kind="textarea"
        rows={4}
        label={texts.ground}
        hint={texts.groundHint}
      />
      <Field {...control(props, 'actNumber')} label={texts.actNumber} width="medium" />
      <Field {...control(props, 'actOn')} kind="date" label={texts.actOn} />
    </>
  );
}

/** What the newest bill charged, beside the form. */
function Charged({ charges }: Pick<CorrectionFormPageProps, 'charges'>): JSX.Element | null {
  const [newest] = charges.months;
  if (newest === undefined) return null;
  return (
    <DataTable
      caption={texts.chargedCaption(newest)}
      small
      rows={charges.lines.filter(({ charged }) => charged.has(newest))}
      columns={[
        {
          key: 'service',
          header: texts.line,
          rowHeader: true,
          cell: ({ service }) => <ServiceMark service={service} />,
        },
        {
          key: 'charged',
          header: texts.charged,
          numeric: true,
          cell: ({ charged }) => formatMoney(charged.get(newest) ?? zeroMoney),
        },
      ]}
    />
  );
}
