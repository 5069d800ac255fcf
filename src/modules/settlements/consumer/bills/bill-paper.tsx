import { kopiykas, sumMoney } from '#kernel/money.ts';
import { formatMoney, formatMoneyWithUnit } from '#ui/format/money.ts';
import { formatPeriodShort } from '#ui/format/time.ts';
import { OnPaper } from '#ui/layout/regions.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { ExplainedLine } from '../lines/line.ts';
import { zoneName } from '../lines/texts.uk.ts';
import type { Bill, BillMovement } from './bill.ts';
import { BuildingTable } from './bill-building.tsx';
import { adviceFor, ComparisonTable } from './bill-comparison.tsx';
import { isCorrection, isPayment, movementLine } from './bill-movement.ts';
import { payeesOf, shownIban, shownPhone } from './bill-payees.tsx';
import { changedSentences } from './bill-sentences.ts';
import { decidedBy, madeOf, ServiceTable } from './bill-services.tsx';
import { adviceTexts, texts } from './texts.uk.ts';

interface PaperBillProps {
  readonly bill: Bill;
  readonly connectionCode: string | undefined;
}

/**
 * The bill's words and figures in little room, since nothing can be unfolded on paper: one A4 sheet
 * holds all that the law wants on a bill (2119:8.3).
 */
export function PaperBill({ bill, connectionCode }: PaperBillProps): JSX.Element {
  return (
    <OnPaper>
      <ServiceTable
        bill={bill}
        name={({ service }) => serviceName(service)}
        below={({ lines }) => howFound(lines)}
      />
      <p>{changedSentences(bill).join(' ')}</p>
      {bill.building.length === 0 ? null : <BuildingTable bill={bill} captionHidden={false} />}
      <PaperStanding bill={bill} />
      <PaperReadings bill={bill} />
      <PaperComparison bill={bill} />
      <PaperPayees bill={bill} />
      {connectionCode === undefined ? null : <p>{texts.connectionCode(connectionCode)}</p>}
    </OnPaper>
  );
}

/** The product, the readings or the method behind it, and who decided on the tariffs. */
function howFound(lines: readonly ExplainedLine[]): string {
  if (lines.length === 0) return texts.notChargedLead;
  const method = lines.find(({ component }) => component === 'volume')?.method;
  return [madeOf(lines), method, decisionsOf(lines)]
    .filter((part) => part !== undefined && part !== '')
    .join(' · ');
}

/** Who decided on the tariffs and by which decisions, each once. */
function decisionsOf(lines: readonly ExplainedLine[]): string {
  const byAuthority = new Map<string, Set<string>>();
  for (const { authority, decision } of lines.flatMap(({ tariffs }) => tariffs)) {
    byAuthority.set(authority, (byAuthority.get(authority) ?? new Set()).add(decision));
  }
  return [...byAuthority]
    .map(([authority, decisions]) => decidedBy(authority, [...decisions]))
    .join('; ');
}

function PaperStanding({ bill }: { readonly bill: Bill }): JSX.Element {
  const { totals, debt } = bill;
  const payments = bill.movements.filter(isPayment);
  const corrections = bill.movements.filter(isCorrection);
  return (
    <section>
      <h3>{texts.standing}</h3>
      <p>
        {texts.opening}: {formatMoneyWithUnit(totals.opening)}. {texts.standingCharged}:{' '}
        {formatMoneyWithUnit(totals.charged)}. {texts.standingCorrected}:{' '}
        {formatMoneyWithUnit(totals.corrected)}
        {inBrackets(corrections)}. {texts.standingPaid}: {formatMoneyWithUnit(totals.paid)}
        {inBrackets(payments)}. {texts.standingDue}: <b>{formatMoneyWithUnit(totals.due)}</b>.{' '}
        {debt.length === 0 ? texts.noDebt : debtInWords(bill)} {texts.privileges} {texts.penalty}
      </p>
    </section>
  );
}

function inBrackets(movements: readonly BillMovement[]): string {
  return movements.length === 0 ? '' : ` (${movements.map(movementLine).join('; ')})`;
}

function debtInWords({ debt }: Bill): JSX.Element {
  const months = debt.map(
    ({ period, amount }) => `${formatPeriodShort(period)} — ${formatMoney(amount)}`,
  );
  return (
    <>
      {texts.debtByMonth}: <b>{formatMoneyWithUnit(sumMoney(debt.map(({ amount }) => amount)))}</b>{' '}
      ({months.join('; ')}). {texts.debtHow}
    </>
  );
}

/** A field for each register of each meter: readings can be sent on this very sheet. */
function PaperReadings({ bill }: { readonly bill: Bill }): JSX.Element {
  const registers = bill.meters.flatMap(({ service, zones }) =>
    Array.from({ length: zones }, (_, index) =>
      zones === 1 ? serviceName(service) : `${serviceName(service)}, ${zoneName(index + 1, zones)}`,
    ),
  );
  return (
    <section>
      <h3>{texts.paperReadings}</h3>
      <ul class="blanks">
        {(registers.length === 0 ? [texts.noMeters] : registers).map((register) => (
          <li>{register}</li>
        ))}
      </ul>
    </section>
  );
}

function PaperComparison({ bill }: { readonly bill: Bill }): JSX.Element {
  const advice = adviceFor(bill.services, bill.comparisons);
  return (
    <>
      {bill.comparisons.length === 0 ? (
        <p>{texts.noComparison}</p>
      ) : (
        <ComparisonTable bill={bill} captionHidden={false} />
      )}
      {advice.length === 0 ? null : (
        <p>
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
      <p>
        {texts.billerTitle}: {biller.shortName}, {texts.edrpou} {biller.edrpou ?? '—'}, {texts.iban}{' '}
        {shownIban(biller.iban)}
        {biller.phone === null ? null : `, ${shownPhone(biller.phone)}`}.
      </p>
    </>
  );
}
