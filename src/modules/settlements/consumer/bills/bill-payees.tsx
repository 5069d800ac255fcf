import type { Service } from '#kernel/service.ts';
import type { Subject } from '#modules/registry/index.ts';
import { Card } from '#ui/card/card.tsx';
import { Fold } from '#ui/details/details.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { LinkButton } from '#ui/button/button.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import type { Bill } from './bill.ts';
import { texts } from './texts.uk.ts';

export interface Payee {
  readonly subject: Subject;
  readonly services: readonly Service[];
}

/** Each provider once, with the services it is paid for, in the order of the bill. */
export function payeesOf({ services }: Pick<Bill, 'services'>): readonly Payee[] {
  const payees = new Map<bigint, { subject: Subject; services: Service[] }>();
  for (const { provider, service } of services) {
    const payee = payees.get(provider.subjectId);
    if (payee === undefined)
      payees.set(provider.subjectId, { subject: provider, services: [service] });
    else payee.services.push(service);
  }
  return [...payees.values()];
}

/** Providers with their payment details, who formed the bill, and where readings are sent. */
export function PayeesCard({ bill }: { readonly bill: Bill }): JSX.Element {
  return (
    <Card>
      <Fold summary={texts.payees} level={2} openInPrint>
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
      {postalAddress === null ? null : <span class="screen-only">, {postalAddress}</span>}
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
