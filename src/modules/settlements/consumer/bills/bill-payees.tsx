import type { Service } from '#kernel/service.ts';
import type { Subject } from '#modules/registry/index.ts';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { LinkButton } from '#ui/button/button.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { kopiykas } from '#kernel/money.ts';
import { formatMoney } from '#ui/format/money.ts';
import { texts as common } from '../texts.uk.ts';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

export interface Payee {
  readonly subject: Subject;
  readonly services: readonly Service[];
  /** Σ of what is due for its services. */
  readonly due: bigint;
}

/** Each provider once, with the services it is paid for, in the order of the bill. */
export function payeesOf({ services }: Pick<Bill, 'services'>): readonly Payee[] {
  const payees = new Map<bigint, Payee>();
  for (const { provider, service, due } of services) {
    const known = payees.get(provider.subjectId);
    payees.set(provider.subjectId, {
      subject: provider,
      services: [...(known?.services ?? []), service],
      due: (known?.due ?? 0n) + due,
    });
  }
  return [...payees.values()];
}

/** Providers with their payment details, who formed the bill, and where readings are sent. */
export function PayeesCard({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <Card>
      <Fold summary={texts.payees} level={2}>
        <Stack>
          <p class="soft">{texts.payeesLead}</p>
          <DataTable
            caption={texts.payees}
            captionHidden
            small
            rows={payeesOf(bill)}
            columns={[
              {
                key: 'payee',
                header: texts.payee,
                rowHeader: true,
                cell: ({ subject }) => subject.shortName,
              },
              {
                key: 'services',
                header: texts.payeeServices,
                long: true,
                cell: ({ services }) => services.map((service) => serviceName(service)).join(', '),
              },
              {
                key: 'due',
                header: `${texts.due}, ${common.hryvnias}`,
                numeric: true,
                cell: ({ due }) => formatMoney(kopiykas(due)),
              },
              { key: 'edrpou', header: texts.edrpou, cell: ({ subject }) => subject.edrpou ?? '—' },
              { key: 'iban', header: texts.iban, cell: ({ subject }) => shownIban(subject.iban) },
              {
                key: 'contacts',
                header: texts.contacts,
                long: true,
                cell: ({ subject }) => <Contacts subject={subject} />,
              },
            ]}
          />
          <p class="small">
            {texts.billerTitle}: {bill.biller.name}, {texts.edrpou} {bill.biller.edrpou ?? '—'},{' '}
            {texts.iban} {shownIban(bill.biller.iban)}. <Contacts subject={bill.biller} />
          </p>
          <div class="screen-only">
            <p>{texts.readingsPlaceLead}</p>
            <LinkButton look="quiet" href={`/cabinet/readings?account=${bill.account.accountId}`}>
              {texts.readingsPlace}
            </LinkButton>
          </div>
        </Stack>
      </Fold>
    </Card>
  );
}

export function Contacts({ subject }: { readonly subject: Subject }): JSX.Element {
  const { phone, email, postalAddress } = subject;
  return (
    <>
      {phone === null ? null : <a href={`tel:${phone}`}>{shownPhone(phone)}</a>}
      {email === null ? null : (
        <>
          {phone === null ? null : ', '}
          <a href={`mailto:${email}`}>{email}</a>
        </>
      )}
      {postalAddress === null ? null : `, ${postalAddress}`}
    </>
  );
}

const ibanGroup = 4;

/** In groups of four, as banks print it. */
export function shownIban(iban: string | null): string {
  if (iban === null) return '—';
  return iban.match(new RegExp(`.{1,${ibanGroup}}`, 'g'))?.join(' ') ?? iban;
}

/** "+380 44 123 45 67". */
export function shownPhone(phone: string): string {
  return phone.replace(/^(\+380)(\d{2})(\d{3})(\d{2})(\d{2})$/, '$1 $2 $3 $4 $5');
}
