import type { Service } from '#kernel/service.ts';
import type { Subject } from '#modules/registry/index.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { LinkButton } from '#ui/button/button.tsx';
import { serviceName } from '#ui/service-mark/service-mark.tsx';
import { DataTable } from '#ui/table/table.tsx';
import type { JSX } from 'preact';
import { kopiykas } from '#kernel/money.ts';
import { formatMoney } from '#ui/format/money.ts';
import { unbroken } from '#ui/format/unbroken.ts';
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
    <Card heading={texts.payees}>
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
              cell: ({ subject, services }) => (
                <>
                  {subject.shortName}
                  <div class="soft">
                    {services.map((service) => serviceName(service)).join(', ')}
                  </div>
                </>
              ),
            },
            {
              key: 'due',
              header: `${texts.due}, ${common.hryvnias}`,
              numeric: true,
              cell: ({ due }) => formatMoney(kopiykas(due)),
            },
            {
              key: 'details',
              header: texts.details,
              long: true,
              cell: ({ subject }) => <PaymentDetails subject={subject} />,
            },
            {
              key: 'contacts',
              header: texts.contacts,
              long: true,
              cell: ({ subject }) => <Contacts subject={subject} />,
            },
          ]}
        />
        <DescriptionList
          rows={[
            { term: texts.billerTitle, value: bill.biller.name },
            { term: texts.details, value: <PaymentDetails subject={bill.biller} /> },
            { term: texts.contacts, value: <Contacts subject={bill.biller} /> },
          ]}
        />
        <p>{texts.readingsPlaceLead}</p>
        <LinkButton look="quiet" href={`/cabinet/readings?account=${bill.account.accountId}`}>
          {texts.readingsPlace}
        </LinkButton>
      </Stack>
    </Card>
  );
}

function PaymentDetails({ subject }: { readonly subject: Subject }): JSX.Element {
  return (
    <>
      <div class="numbers">{shownIban(subject.iban)}</div>
      <div>
        {texts.edrpou} {subject.edrpou ?? '—'}
      </div>
    </>
  );
}

export function Contacts({ subject }: { readonly subject: Subject }): JSX.Element {
  const { phone, email, postalAddress } = subject;
  return (
    <>
      {phone === null ? null : (
        <div>
          <a href={`tel:${phone}`}>{shownPhone(phone)}</a>
        </div>
      )}
      {email === null ? null : (
        <div>
          <a href={`mailto:${email}`}>{email}</a>
        </div>
      )}
      {postalAddress === null ? null : <div>{postalAddress}</div>}
    </>
  );
}

const ibanGroup = 4;

/** In groups of four, as banks print it. */
export function shownIban(iban: string | null): string {
  if (iban === null) return '—';
  return iban.match(new RegExp(`.{1,${ibanGroup}}`, 'g'))?.join(' ') ?? iban;
}

/** "+380 44 123 45 67", never broken between lines. */
export function shownPhone(phone: string): string {
  const groups = /^(\+380)(\d{2})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return groups === null ? phone : unbroken(groups.slice(1).join(' '));
}
