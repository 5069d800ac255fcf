import { parseIban, type Iban } from '#kernel/identifiers.ts';
import { parseHryvnias, type Money } from '#kernel/money.ts';
import { err, ok, type Result } from '#kernel/result.ts';
import { decodeText, type QrEncoding } from './encoding.ts';
import {
  currency,
  encodingCodes,
  formatRules,
  qrFormats,
  readTime,
  serviceTag,
  type QrFormat,
} from './fields.ts';

/** What a payment QR says; fields it does not have are left out. */
export interface QrContent {
  readonly format: QrFormat;
  readonly encoding: QrEncoding;
  readonly recipient: string;
  readonly iban: Iban;
  readonly amount?: Money;
  readonly recipientCode: string;
  readonly category?: string;
  readonly reference?: string;
  readonly purpose: string;
  readonly display?: string;
  readonly lockMask?: string;
  readonly validUntil?: Temporal.PlainDateTime;
  readonly createdAt?: Temporal.PlainDateTime;
}

export type QrFault =
  | 'not-a-payment-link'
  | 'unknown-format'
  | 'damaged'
  | 'wrong-iban'
  | 'wrong-amount'
  | 'wrong-time';

const transferFunctions = new Set(['UCT', 'ICT', 'XCT']);
const knownPrefix = /^https:\/\/(?:qr\.bank\.gov\.ua\/|(?:www\.)?bank\.gov\.ua\/qr\/)/i;
const payloadPattern = /^[\w+/-]+={0,2}$/;
const amountPattern = new RegExp(`^${currency}(\\d{1,12}(?:[.,]\\d{1,2})?)$`);

/**
 * Reads the link of a payment QR, tolerant of what sources disagree on: LF or CRLF, UTF-8 or
 * Windows-1251, either link prefix, padded base64, missing last fields.
 */
export function readQrLink(link: string): Result<QrContent, QrFault> {
  const text = link.trim();
  const payload = text.replace(knownPrefix, '');
  if (payload === text || !payloadPattern.test(payload)) return err('not-a-payment-link');
  const bytes = Buffer.from(payload, 'base64url');
  const [tag, version, encodingCode] = bytes.toString('latin1').split(/\r?\n/, 3);
  if (tag !== serviceTag) return err('not-a-payment-link');
  const format = qrFormats.find((known) => known === version);
  if (format === undefined) return err('unknown-format');
  const encoding = encodingCode === encodingCodes['windows-1251'] ? 'windows-1251' : 'utf-8';
  const content = decodeText(bytes, encoding);
  if (content === undefined || encodingCode !== encodingCodes[encoding]) return err('damaged');
  return readFields(content.split(/\r?\n/), format, encoding);
}

function readFields(
  fields: readonly string[],
  format: QrFormat,
  encoding: QrEncoding,
): Result<QrContent, QrFault> {
  const field = (index: number) => fields[index]?.trim() ?? '';
  const { fieldCount } = formatRules[format];
  const surplus = fields.slice(fieldCount).some((line) => line.trim() !== '');
  if (surplus || !transferFunctions.has(field(3)) || field(5) === '') return err('damaged');
  const iban = parseIban(field(6));
  if (!iban.ok) return err('wrong-iban');
  const amount = readAmount(field(7));
  if (amount === 'wrong') return err('wrong-amount');
  const content: QrContent = {
    format,
    encoding,
    recipient: field(5),
    iban: iban.value,
    ...(amount === undefined ? {} : { amount }),
    recipientCode: field(8),
    purpose: field(11),
  };
  return format === '002' ? ok(content) : readFieldsOf003(content, field);
}

function readFieldsOf003(
  content: QrContent,
  field: (index: number) => string,
): Result<QrContent, QrFault> {
  const texts = {
    category: field(9),
    reference: field(10),
    display: field(12),
    lockMask: field(13),
  };
  const present = Object.entries(texts).filter(([, text]) => text !== '');
  const validUntil = readTime(field(14));
  const createdAt = readTime(field(15));
  if (
    (validUntil === undefined && field(14) !== '') ||
    (createdAt === undefined && field(15) !== '')
  )
    return err('wrong-time');
  return ok({
    ...content,
    ...Object.fromEntries(present),
    ...(validUntil === undefined ? {} : { validUntil }),
    ...(createdAt === undefined ? {} : { createdAt }),
  });
}

function readAmount(text: string): Money | 'wrong' | undefined {
  if (text === '') return undefined;
  const digits = amountPattern.exec(text)?.[1];
  return digits === undefined ? 'wrong' : (parseHryvnias(digits) ?? 'wrong');
}
