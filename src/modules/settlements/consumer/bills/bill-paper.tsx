import { kopiykas } from '#kernel/money.ts';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriod } from '#ui/format/time.ts';
import { OnPaper } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { ExplainedLine } from '../lines/line.ts';
import { componentNames } from '../lines/texts.uk.ts';
import type { Bill, BillMovement, BillService } from './bill.ts';
import { adviceFor, ComparisonTable } from './bill-comparison.tsx';
import { isCorrection, isPayment, movementLine } from './bill-movement.ts';
import { payeesOf, shownIban, shownPhone } from './bill-payees.tsx';
import { changedSentences } from './bill-sentences.ts';
import { adviceTexts, texts } from './texts.uk.ts';

/**
 * The bill's words and figures in little room, since nothing can be unfolded on paper: one A4 sheet
 * holds all that the law wants on a bill (2119:8.3).
 */
export function PaperBill({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <OnPaper>
      <p class="small">{changedSentences(bill).join(' ')}</p>
      <PaperLines bill={bill} />
      <PaperStanding bill={bill} />
      <PaperComparison bill={bill} />
      <PaperPayees bill={bill} />
    </OnPaper>
  );
}

/** Volumes, how they were found, tariffs; a monthly fee stands with its service. */
function PaperLines({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <DataTable
      caption={texts.paperVolumes}
      small
      rows={bill.services.filter(({ lines }) => lines.length > 0)}
      columns={[
        {
          key: 'service',
          header: texts.service,
          rowHeader: true,
          cell: ({ service }) => serviceName(service),
        },
        { key: 'method', header: texts.method, cell: ({ lines }) => methods(lines) },
        { key: 'volume', header: texts.volume, numeric: true, cell: ofVolume('volume') },
        { key: 'tariff', header: texts.tariff, numeric: true, cell: ofVolume('price') },
        {
          key: 'amount',
          header: texts.amount,
          numeric: true,
          cell: ({ charged }) => formatMoney(kopiykas(charged)),
        },
      ]}
    />
  );
}

function methods(lines: readonly ExplainedLine[]): string {
  return lines
    .map(({ component, method, amount }) =>
      component === 'volume'
        ? method
        : `${componentNames[component]} ${formatMoneyWithUnit(amount)}`,
    )
    .join('; ');
}

function ofVolume(field: 'volume' | 'price'): (service: BillService) => string {
  return ({ lines }) => lines.find(({ component }) => component === 'volume')?.[field] ?? '—';
}

function PaperStanding({ bill }: { readonly bill: Bill }): JSX.Element {
  const { totals, debt } = bill;
  const payments = bill.movements.filter(isPayment);
  const corrections = bill.movements.filter(isCorrection);
  return (
    <div class="small">
      <h3>{texts.standing}</h3>
      <p>
        {texts.opening}: {formatMoneyWithUnit(totals.opening)}. {texts.standingCharged}:{' '}
        {formatMoneyWithUnit(totals.charged)}. {texts.standingCorrected}:{' '}
        {formatMoneyWithUnit(totals.corrected)}
        {inBrackets(corrections)}. {texts.standingPaid}: {formatMoneyWithUnit(totals.paid)}
        {inBrackets(payments)}. {texts.standingDue}: <b>{formatMoneyWithUnit(totals.due)}</b>.
      </p>
      <p>
        {debt.length === 0
          ? texts.noDebt
          : `${texts.debtByMonth}: ${debt
              .map(
                ({ period, amount }) => `${formatPeriod(period)} — ${formatMoneyWithUnit(amount)}`,
              )
              .join('; ')}. ${texts.debtHow}`}{' '}
        {texts.privileges} {texts.penalty}
      </p>
      <p>
        {texts.paperReadings}: {'_'.repeat(readingBlank)} {'_'.repeat(readingBlank)}{' '}
        {'_'.repeat(readingBlank)}
      </p>
    </div>
  );
}

function inBrackets(movements: readonly BillMovement[]): string {
  return movements.length === 0 ? '' : ` (${movements.map(movementLine).join('; ')})`;
}

const readingBlank = 14;

function PaperComparison({ bill }: { readonly bill: Bill }): JSX.Element {
  const advice = adviceFor(bill.services, bill.comparisons);
  return (
    <>
      {bill.comparisons.length === 0 ? (
        <p class="small">{texts.noComparison}</p>
      ) : (
        <ComparisonTable bill={bill} captionHidden={false} />
      )}
      {advice.length === 0 ? null : (
        <p class="small">
          <b>{texts.advice}.</b> {advice.map((service) => adviceTexts[service]).join(' ')}
        </p>
      )}
    </>
  );
}

function PaperPayees({ bill }: { readonly bill: Bill }): JSX.Element {
  const { biller } = bill;
  return (
    <>
      <DataTable
        caption={texts.payees}
        small
        rows={payeesOf(bill)}
        columns={[
          {
            key: 'payee',
            header: texts.payee,
            rowHeader: true,
            cell: ({ subject, services }) =>
              `${subject.shortName}: ${services.map((service) => serviceName(service)).join(', ')}`,
          },
          {
            key: 'due',
            header: texts.due,
            numeric: true,
            cell: ({ due }) => formatMoney(kopiykas(due)),
          },
          { key: 'edrpou', header: texts.edrpou, cell: ({ subject }) => subject.edrpou ?? '—' },
          {
            key: 'iban',
            header: texts.iban,
            cell: ({ subject }) => shownIban(subject.iban),
            numeric: true,
          },
          {
            key: 'phone',
            numeric: true,
            header: texts.phone,
            cell: ({ subject }) => (subject.phone === null ? '—' : shownPhone(subject.phone)),
          },
        ]}
      />
      <p class="small">
        {texts.billerTitle}: {biller.shortName}, {texts.edrpou} {biller.edrpou ?? '—'}, {texts.iban}{' '}
        {shownIban(biller.iban)}, {biller.phone === null ? '' : shownPhone(biller.phone)},{' '}
        {biller.email}.
      </p>
    </>
  );
}
