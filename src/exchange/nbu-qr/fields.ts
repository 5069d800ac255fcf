import { formatDecimal } from '#kernel/quantity.ts';
import type { QrEncoding } from './encoding.ts';
import { singleLine, type QrPayment } from './payment.ts';

export const qrFormats = ['002', '003'] as const;
export type QrFormat = (typeof qrFormats)[number];

interface FormatRules {
  readonly linkPrefix: string;
  readonly lineEnd: string;
  /** In order of preference; the other one is used when the link would be too long. */
  readonly encodings: readonly [QrEncoding, QrEncoding];
  readonly fieldCount: number;
}

/** Line ends and encodings are those of the samples that banks' applications take. */
export const formatRules: Readonly<Record<QrFormat, FormatRules>> = {
  '002': {
    linkPrefix: 'https://bank.gov.ua/qr/',
    lineEnd: '\r\n',
    encodings: ['windows-1251', 'utf-8'],
    fieldCount: 13,
  },
  '003': {
    linkPrefix: 'https://qr.bank.gov.ua/',
    lineEnd: '\n',
    encodings: ['utf-8', 'windows-1251'],
    fieldCount: 17,
  },
};

export const serviceTag = 'BCD';
export const currency = 'UAH';
/** Ordinary credit transfer. */
const transferFunction = 'UCT';
const kopiykaDecimals = 2;

export const encodingCodes: Readonly<Record<QrEncoding, string>> = {
  'utf-8': '1',
  'windows-1251': '2',
};

/** The lines of a QR in their order; the last line has no line end of its own. */
export function fieldsOf(payment: QrPayment, format: QrFormat, encoding: QrEncoding): string[] {
  const amount =
    payment.amount === undefined
      ? ''
      : `${currency}${formatDecimal(payment.amount, kopiykaDecimals, kopiykaDecimals)}`;
  const head = [serviceTag, format, encodingCodes[encoding], transferFunction, ''];
  const recipient = [
    singleLine(payment.recipient),
    payment.iban,
    amount,
    singleLine(payment.recipientCode),
  ];
  if (format === '002') return [...head, ...recipient, '', '', payment.purpose, ''];
  return [
    ...head,
    ...recipient,
    singleLine(payment.category ?? ''),
    singleLine(payment.reference ?? payment.accountNumber),
    payment.purpose,
    singleLine(payment.display ?? ''),
    '', // Lock mask: which fields the payer may change; its bits are not public.
    timeText(payment.validUntil),
    timeText(payment.createdAt),
    '', // Signature: reserved.
  ];
}

/** yymmddHHMMSS, empty when there is none. */
function timeText(time: Temporal.PlainDateTime | undefined): string {
  if (time === undefined) return '';
  return time.toString({ smallestUnit: 'second' }).replace(/\D/g, '').slice(2);
}

/** The inverse of the time text; undefined when it is not one. */
export function readTime(text: string): Temporal.PlainDateTime | undefined {
  const match = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1).map(Number);
  try {
    return Temporal.PlainDateTime.from(
      { year: 2000 + (year ?? 0), month: month ?? 0, day: day ?? 0, hour, minute, second },
      { overflow: 'reject' },
    );
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
