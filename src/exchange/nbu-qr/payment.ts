import type { AccountNumber, Iban } from '#kernel/identifiers.ts';
import type { Money } from '#kernel/money.ts';
import { refuse, type Refusal } from '#kernel/result.ts';

/** What a payment QR carries. Times are those of Kyiv. */
export interface QrPayment {
  readonly recipient: string;
  readonly iban: Iban;
  /** Code of the organisation or tax number of the person paid to. */
  readonly recipientCode: string;
  /** Left out when the payer is to enter it. */
  readonly amount?: Money;
  /** Must stand in the purpose, and in the reference if there is one: it matches the payment. */
  readonly accountNumber: AccountNumber;
  readonly purpose: string;
  /** Format 003 only; the account number when not given. */
  readonly reference?: string;
  /** Format 003 only: category and purpose codes of ISO 20022, such as 'SUPP/SUPP'. */
  readonly category?: string;
  /** Format 003 only: what the payer's application shows. */
  readonly display?: string;
  /** Format 003 only. */
  readonly validUntil?: Temporal.PlainDateTime;
  /** Format 003 only. */
  readonly createdAt?: Temporal.PlainDateTime;
}

const recipientLengthMax = 140;
const recipientCodeLengthMax = 10;
const referenceLengthMax = 35;
const categoryLengthMax = 9;
const displayLengthMax = 140;
export const purposeLengthMax = 420;

/** One line of a QR: control characters and line breaks would shift every field after them. */
export function singleLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029\s]+/gu, ' ').trim();
}

/** Whether the number stands in the text whole, not as a part of a longer number. */
function namesAccount(text: string, account: AccountNumber): boolean {
  return new RegExp(`(?<!\\d)${account}(?!\\d)`).test(text);
}

/** Why no QR can be made of a payment, undefined when one can. A long purpose is no reason. */
export function refusalOf(payment: QrPayment): Refusal | undefined {
  const recipient = singleLine(payment.recipient);
  if (recipient === '') return refuse('qr-recipient-empty');
  if (payment.amount !== undefined && payment.amount <= 0n) return refuse('qr-amount-not-positive');
  if (!namesAccount(payment.purpose, payment.accountNumber)) {
    return refuse('qr-purpose-without-account');
  }
  if (!namesAccount(payment.reference ?? payment.accountNumber, payment.accountNumber)) {
    return refuse('qr-reference-without-account');
  }
  const limited: readonly (readonly [string, string, number])[] = [
    ['recipient', recipient, recipientLengthMax],
    ['recipient-code', payment.recipientCode, recipientCodeLengthMax],
    ['reference', payment.reference ?? '', referenceLengthMax],
    ['category', payment.category ?? '', categoryLengthMax],
    ['display', singleLine(payment.display ?? ''), displayLengthMax],
  ];
  const tooLong = limited.find(([, text, lengthMax]) => text.length > lengthMax);
  if (tooLong === undefined) return undefined;
  const [field, , lengthMax] = tooLong;
  return refuse('qr-field-too-long', undefined, { field, lengthMax: String(lengthMax) });
}

/**
 * The purpose and ever shorter forms of it. Words go from the end first, then from the beginning,
 * so that the account number and the mark before it stay to the last.
 */
export function* shorterPurposes(purpose: string, account: AccountNumber): Generator<string> {
  const words = singleLine(purpose).split(' ');
  const accountAt = words.findIndex((word) => namesAccount(word, account));
  for (let end = words.length; end > accountAt; end -= 1) yield joined(words.slice(0, end));
  for (let start = 1; start <= accountAt; start += 1) {
    yield joined(words.slice(start, accountAt + 1));
  }
  yield account;
}

function joined(words: readonly string[]): string {
  return words.join(' ').replace(/[\s;,]+$/, '');
}
