import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { CardFault } from './card.ts';
import type { Payment } from './office.ts';

const words = texts.payment;

/** Stands in the form at first, so that nobody thinks of typing a card of their own. */
const testCard: Readonly<Record<CardFault['field'], string>> = {
  card: '4242 4242 4242 4242',
  expiry: '12/30',
  security_code: '123',
};

export interface PayPageProps {
  readonly payment: Payment;
  readonly faults: readonly CardFault[];
}

/** What is paid, to whom, and the form of a test card; works without script. */
export function payPage({ payment, faults }: PayPageProps): string {
  return renderPage({
    title: faults.length === 0 ? words.title : words.titleWithErrors,
    heading: words.title,
    children: (
      <>
        {faults.length === 0 ? null : <ErrorSummary faults={faults} />}
        <section class="card">
          <dl>
            <dt>{words.amount}</dt>
            <dd class="amount">
              {shownAmount(payment.amount)} {words.currency}
            </dd>
            <dt>{words.order}</dt>
            <dd>{payment.orderId}</dd>
            <dt>{words.description}</dt>
            <dd>{payment.description}</dd>
          </dl>
        </section>
        <form method="post" action={`/uk/checkout/${payment.token}`} novalidate>
          <h2>{words.cardTitle}</h2>
          <Field name="card" label={words.cardNumber} hint={words.cardHint} faults={faults} />
          <Field name="expiry" label={words.expiry} hint={words.expiryHint} faults={faults} short />
          <Field
            name="security_code"
            label={words.securityCode}
            hint={words.securityCodeHint}
            faults={faults}
            short
          />
          <div class="actions">
            <button type="submit" name="choice" value="pay">
              {words.pay}
            </button>
            <button class="quiet" type="submit" name="choice" value="decline">
              {words.decline}
            </button>
          </div>
        </form>
      </>
    ),
  });
}

function ErrorSummary({ faults }: { readonly faults: readonly CardFault[] }) {
  return (
    <div class="error" role="alert" tabindex={-1}>
      <h2>{words.errorTitle}</h2>
      <ul>
        {faults.map(({ field, message }) => (
          <li>
            <a href={`#${field}`}>{message}</a>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface FieldProps {
  readonly name: CardFault['field'];
  readonly label: string;
  readonly hint: string;
  readonly faults: readonly CardFault[];
  readonly short?: boolean;
}

/** What was typed is never shown again: it is card data, even if invented. */
function Field({ name, label, hint, faults, short = false }: FieldProps) {
  const fault = faults.find(({ field }) => field === name);
  return (
    <div class={short ? 'field short' : 'field'}>
      <label for={name}>{label}</label>
      <div class="hint" id={`${name}-hint`}>
        {hint}
      </div>
      {fault === undefined ? null : (
        <p class="fault" id={`${name}-error`}>
          {words.errorPrefix}: {fault.message}
        </p>
      )}
      <input
        id={name}
        name={name}
        type="text"
        inputmode="numeric"
        autocomplete="off"
        value={faults.length === 0 ? testCard[name] : ''}
        aria-describedby={fault === undefined ? `${name}-hint` : `${name}-hint ${name}-error`}
        aria-invalid={fault === undefined ? undefined : 'true'}
      />
    </div>
  );
}

/** "1250.5" as people write it: "1250,50". */
function shownAmount(amount: string): string {
  const [whole = '', fraction = ''] = amount.split('.');
  return `${whole},${fraction.padEnd(2, '0')}`;
}
