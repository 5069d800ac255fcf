import type { AccountNumber, Iban } from '#kernel/identifiers.ts';
import type { Money } from '#kernel/money.ts';
import type { Result } from '#kernel/result.ts';

/** What a gateway says of a payment; `refunded` is money returned to the payer, however it came. */
export type PaymentState = 'paid' | 'failed' | 'refunded' | 'pending';

export interface CheckoutRequest {
  /** Unique for each attempt to pay. */
  readonly orderId: string;
  readonly amount: Money;
  /** Shown to the payer; a long one is shortened. */
  readonly description: string;
  /** Where the gateway reports the outcome to. */
  readonly serverUrl: string;
  /** Where the payer's browser comes back to; it brings no proof of payment. */
  readonly resultUrl: string;
}

/** A form that the payer's browser posts to the gateway; card data never come to us. */
export interface CheckoutForm {
  readonly action: string;
  readonly data: string;
  readonly signature: string;
}

/** The same two fields in both directions. */
export interface SignedMessage {
  readonly data: string;
  readonly signature: string;
}

/** A gateway's word about one payment. The amount is to be compared with the order's own. */
export interface PaymentReport {
  readonly orderId: string;
  readonly state: PaymentState;
  readonly amount: Money;
  readonly gatewayReference: string;
  /** The gateway's own name of the state, for the record of its messages. */
  readonly gatewayStatus: string;
}

export type PaymentFailure =
  /** No answer came, or none that means anything; asking again later may help. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** The signature is not the gateway's: the message proves nothing. */
  | { readonly kind: 'forged' }
  /** Signed, yet not a report that can be understood; also an amount that is not exact money. */
  | { readonly kind: 'malformed' }
  /** About another merchant: keys of test and production mixed up. */
  | { readonly kind: 'other-merchant' }
  | { readonly kind: 'other-currency' }
  /** A payment with play money where real money is expected. */
  | { readonly kind: 'test-payment' }
  | { readonly kind: 'unknown-order' }
  /** The gateway refused our question; `code` is its own. */
  | { readonly kind: 'refused'; readonly code: string };

/** Payment of bills through an outside gateway (1039:10.12, 1039:15.2). */
export interface PaymentGateway {
  /** Throws RangeError when the order id or the amount is not one that the gateway takes. */
  checkoutForm(request: CheckoutRequest): CheckoutForm;
  /** Reads and checks a report that came to `serverUrl`; repeated reports read the same. */
  readCallback(message: SignedMessage): Result<PaymentReport, PaymentFailure>;
  /** Asks for the state of a payment whose report did not come. */
  askStatus(orderId: string): Promise<Result<PaymentReport, PaymentFailure>>;
}

/** Squares of a QR code without its quiet zone. */
export interface CodeMatrix {
  readonly size: number;
  isDark(row: number, column: number): boolean;
}

/** What a payment QR on a bill carries. */
export interface CodePayment {
  readonly recipient: string;
  readonly iban: Iban;
  readonly recipientCode: string;
  readonly amount: Money;
  readonly accountNumber: AccountNumber;
  /** Names the account number. */
  readonly purpose: string;
}

/** Payment QR codes of the National Bank (nbu-97); the format is a setting. */
export interface PaymentCode {
  /** Undefined when no code can be made: the bill then shows the details as text only. */
  draw(payment: CodePayment): CodeMatrix | undefined;
}
