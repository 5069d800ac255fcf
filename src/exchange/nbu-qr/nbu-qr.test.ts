import {
  array,
  assert,
  bigInt,
  constantFrom,
  integer,
  option,
  property,
  record,
  string,
  tuple,
} from 'fast-check';
import { expect, test } from 'vitest';
import { parseAccountNumber, parseIban } from '#kernel/identifiers.ts';
import { kopiykas } from '#kernel/money.ts';
import type { Result } from '#kernel/result.ts';
import { lawTest } from '#test/law-test.ts';
import { qrFormats } from './fields.ts';
import { buildQrLink, linkLengthMax } from './link.ts';
import type { QrPayment } from './payment.ts';
import { readQrLink } from './read-link.ts';

function get<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

const iban = get(parseIban('UA223052990000026001234567890'));

const waterBill: QrPayment = {
  recipient: 'КП "Тестводоканал"',
  iban,
  recipientCode: '43395033',
  amount: kopiykas(125_050),
  accountNumber: get(parseAccountNumber('0001045')),
  purpose: 'Послуги ЖКП; о/р 0001045; 10.2026',
};

const linkOf002 =
  'https://bank.gov.ua/qr/QkNEDQowMDINCjINClVDVA0KDQrKzyAi0uXx8uLu5O7q4O3g6yINClVBMjIzMDUyOTkw' +
  'MDAwMDI2MDAxMjM0NTY3ODkwDQpVQUgxMjUwLjUwDQo0MzM5NTAzMw0KDQoNCs_u8evz4-ggxsrPOyDuL_AgMDAwMTA0' +
  'NTsgMTAuMjAyNg0K';
const linkOf003 =
  'https://qr.bank.gov.ua/QkNECjAwMwoxClVDVAoK0JrQnyAi0KLQtdGB0YLQstC-0LTQvtC60LDQvdCw0LsiClVB' +
  'MjIzMDUyOTkwMDAwMDI2MDAxMjM0NTY3ODkwClVBSDEyNTAuNTAKNDMzOTUwMzMKU1VQUC9TVVBQCjAwMDEwNDUtMjAy' +
  'Ni0xMArQn9C-0YHQu9GD0LPQuCDQltCa0J87INC-L9GAIDAwMDEwNDU7IDEwLjIwMjYKCgoKCg';
const billOf003 = { ...waterBill, category: 'SUPP/SUPP', reference: '0001045-2026-10' };

lawTest(
  ['1039:10.12', '1039:15.2', '1039:10.11'],
  'a bill can be paid by the QR of the National Bank',
  () => {
    expect(get(buildQrLink(waterBill, '002')).link).toBe(linkOf002);
    expect(get(buildQrLink(billOf003, '003')).link).toBe(linkOf003);
  },
);

test('both formats read back', () => {
  const shared = {
    recipient: waterBill.recipient,
    iban,
    amount: kopiykas(125_050),
    recipientCode: '43395033',
    purpose: waterBill.purpose,
  };
  expect(get(readQrLink(linkOf002))).toEqual({
    format: '002',
    encoding: 'windows-1251',
    ...shared,
  });
  expect(get(readQrLink(linkOf003))).toEqual({
    format: '003',
    encoding: 'utf-8',
    ...shared,
    category: 'SUPP/SUPP',
    reference: '0001045-2026-10',
  });
});

test('times are written to the second and read back', () => {
  const validUntil = Temporal.PlainDateTime.from('2026-11-20T23:59:59');
  const createdAt = Temporal.PlainDateTime.from('2026-11-01T00:00:00');
  const { link } = get(buildQrLink({ ...billOf003, validUntil, createdAt }, '003'));
  const lines = Buffer.from(link.split('/').at(-1) ?? '', 'base64url')
    .toString()
    .split('\n');
  expect(lines.slice(14)).toEqual(['261120235959', '261101000000', '']);
  const content = get(readQrLink(link));
  expect(content.validUntil?.equals(validUntil)).toBe(true);
  expect(content.createdAt?.equals(createdAt)).toBe(true);
});

const words = array(
  constantFrom('тепло', 'вода', 'за', 'жовтень', 'ґанок', 'їжа’', '№7', 'gas', '₴'),
  {
    maxLength: 90,
  },
);
const letters = Array.from('КПЇҐ"« »№-.aZ09');
const drawnPayments = record(
  {
    recipient: string({ unit: constantFrom(...letters), maxLength: 139 }).map(
      (text) => `К${text.replace(/\s+/g, ' ').trimEnd()}`,
    ),
    recipientCode: constantFrom('43395033', '3184710691'),
    amount: bigInt({ min: 1n, max: 99_999_999_999n }).map(kopiykas),
    category: constantFrom('SUPP/SUPP', 'OTHR/GDDS'),
    validUntil: integer({ min: 0, max: 86_400 * 365 * 20 }).map((seconds) =>
      Temporal.PlainDateTime.from('2026-01-01').add({ seconds }),
    ),
  },
  { requiredKeys: ['recipient', 'recipientCode'] },
);
const accounts = integer({ min: 1_000, max: 999_999_999_999 }).map((digits) =>
  get(parseAccountNumber(String(digits))),
);
const payments = tuple(drawnPayments, accounts, words, words).map(
  ([drawn, accountNumber, before, after]): QrPayment => {
    const purpose = [...before, 'о/р', accountNumber, ...after].join(' ');
    return Object.assign({ iban, accountNumber, purpose }, drawn);
  },
);

lawTest(
  ['1039:10.12'],
  'whatever fits reads back the same, and the account number is never lost',
  () => {
    assert(
      property(payments, constantFrom(...qrFormats), (payment, format) => {
        const built = get(buildQrLink(payment, format));
        expect(built.link.length).toBeLessThanOrEqual(linkLengthMax);
        expect(built.purpose).toContain(payment.accountNumber);
        const content = get(readQrLink(built.link));
        expect(content).toMatchObject({
          format,
          encoding: built.encoding,
          recipient: payment.recipient,
          iban: payment.iban,
          recipientCode: payment.recipientCode,
          purpose: built.purpose,
        });
        expect(content.amount).toBe(payment.amount);
        if (format === '002') return;
        expect(content.reference).toBe(payment.accountNumber);
        expect(content.category).toBe(payment.category);
        expect(content.validUntil?.toString()).toBe(payment.validUntil?.toString());
      }),
    );
  },
);

test('a purpose too long for UTF-8 goes over to Windows-1251 unharmed', () => {
  const words = 'за жовтень '.repeat(8);
  const purpose = `Оплата послуги з централізованого опалення, о/р 0001045, ${words}`;
  const { link, ...built } = get(buildQrLink({ ...billOf003, purpose }, '003'));
  expect(built).toEqual({ encoding: 'windows-1251', purpose: purpose.trim() });
  expect(get(readQrLink(link)).purpose).toBe(purpose.trim());
});

const longBefore = 'Оплата житлово-комунальних послуг та утримання будинку '.repeat(4);
test.each([
  [`о/р 0001045; ${longBefore}`, /^о\/р 0001045; Оплата .*[^\s;,]$/u],
  [`${longBefore}о/р 0001045; ${longBefore}`, /о\/р 0001045; Оплата$/u],
  [`${longBefore.repeat(3)}о/р 0001045`, /о\/р 0001045$/u],
])('a purpose that still does not fit loses words, not the account number: %s', (purpose, form) => {
  const { link, ...built } = get(buildQrLink({ ...billOf003, purpose }, '003'));
  expect(link.length).toBeLessThanOrEqual(linkLengthMax);
  expect(built.purpose.length).toBeGreaterThan(60);
  expect(built.purpose).toMatch(form);
});

test('a character unknown to Windows-1251 keeps UTF-8', () => {
  const purpose = 'о/р 0001045: 100 ₴';
  expect(get(buildQrLink({ ...waterBill, purpose }, '002')).encoding).toBe('utf-8');
});

test('a line break in a name cannot move the fields after it', () => {
  const recipient = 'КП "Вода"\r\nUA903052992990004149123456789\nUAH1';
  const { link } = get(buildQrLink({ ...waterBill, recipient }, '002'));
  expect(get(readQrLink(link)).iban).toBe(iban);
});

test.each<[string, Partial<QrPayment>, string]>([
  ['no recipient', { recipient: ' \n ' }, 'qr-recipient-empty'],
  ['recipient of 141 characters', { recipient: 'К'.repeat(141) }, 'qr-field-too-long'],
  ['nothing to pay', { amount: kopiykas(0) }, 'qr-amount-not-positive'],
  ['purpose without the account', { purpose: 'Послуги ЖКП' }, 'qr-purpose-without-account'],
  ['the account inside another number', { purpose: 'о/р 90001045' }, 'qr-purpose-without-account'],
  ['reference without the account', { reference: '2026-10' }, 'qr-reference-without-account'],
  ['reference of 36 characters', { reference: `0001045-${'9'.repeat(28)}` }, 'qr-field-too-long'],
  ['category of 10 characters', { category: 'SUPP/SUPPL' }, 'qr-field-too-long'],
  ['text to show of 141 characters', { display: 'т'.repeat(141) }, 'qr-field-too-long'],
])('no QR is made: %s', (_title, change, refusal) => {
  const built = buildQrLink({ ...waterBill, ...change }, '003');
  expect(built).toMatchObject({ ok: false, error: { refusal } });
});

test('too much for any QR', () => {
  const display = '₴'.repeat(140);
  expect(buildQrLink({ ...waterBill, display }, '003')).toMatchObject({
    ok: false,
    error: { refusal: 'qr-does-not-fit' },
  });
});

const payload = (lines: readonly string[], lineEnd = '\n') =>
  Buffer.from(lines.join(lineEnd)).toString('base64url');
const linesOf002 = `BCD|002|1|XCT||КП "Вода"|${iban}|UAH7|43395033|||о/р 0001045|`.split('|');
const changed = (index: number, text: string) => linesOf002.with(index, text);

test.each([
  ['LF in format 002', `https://bank.gov.ua/qr/${payload(linesOf002)}`],
  ['CRLF', `https://bank.gov.ua/qr/${payload(linesOf002, '\r\n')}`],
  ['the prefix of the other format', `https://qr.bank.gov.ua/${payload(linesOf002)}`],
  ['www and capitals', `HTTPS://www.Bank.gov.ua/qr/${payload(linesOf002)}`],
  [
    'padding and the other alphabet',
    `https://bank.gov.ua/qr/${Buffer.from(linesOf002.join('\n')).toString('base64')}`,
  ],
  ['no last field', `https://bank.gov.ua/qr/${payload(linesOf002.slice(0, -1))}`],
  ['empty lines at the end', `https://bank.gov.ua/qr/${payload([...linesOf002, '', ''])}`],
  ['a comma in the amount', `https://bank.gov.ua/qr/${payload(changed(7, 'UAH7,00'))}`],
  ['spaces around', `  https://bank.gov.ua/qr/${payload(linesOf002)}\n`],
])('tolerated: %s', (_title, link) => {
  expect(get(readQrLink(link))).toMatchObject({ amount: 700n, purpose: 'о/р 0001045' });
});

test.each([
  ['another site', `https://bank.example/qr/${payload(linesOf002)}`, 'not-a-payment-link'],
  ['no text', 'https://bank.gov.ua/qr/', 'not-a-payment-link'],
  ['not base64', 'https://bank.gov.ua/qr/послуги', 'not-a-payment-link'],
  ['not a payment', `https://bank.gov.ua/qr/${payload(['hello'])}`, 'not-a-payment-link'],
  ['format 004', `https://bank.gov.ua/qr/${payload(changed(1, '004'))}`, 'unknown-format'],
  ['encoding 3', `https://bank.gov.ua/qr/${payload(changed(2, '3'))}`, 'damaged'],
  ['unknown function', `https://bank.gov.ua/qr/${payload(changed(3, 'ABC'))}`, 'damaged'],
  ['no recipient', `https://bank.gov.ua/qr/${payload(changed(5, ''))}`, 'damaged'],
  ['too many fields', `https://bank.gov.ua/qr/${payload([...linesOf002, 'x'])}`, 'damaged'],
  [
    'wrong IBAN',
    `https://bank.gov.ua/qr/${payload(changed(6, iban.replace('7', '8')))}`,
    'wrong-iban',
  ],
  ['euros', `https://bank.gov.ua/qr/${payload(changed(7, 'EUR7'))}`, 'wrong-amount'],
  [
    'part of a kopiyka',
    `https://bank.gov.ua/qr/${payload(changed(7, 'UAH7.005'))}`,
    'wrong-amount',
  ],
])('refused: %s', (_title, link, fault) => {
  expect(readQrLink(link)).toEqual({ ok: false, error: fault });
});

test('bytes that are not the encoding they claim are damage', () => {
  const bytes = Buffer.from(linesOf002.join('\n'));
  bytes[bytes.indexOf('К') + 1] = 0x20;
  const link = `https://bank.gov.ua/qr/${bytes.toString('base64url')}`;
  expect(readQrLink(link)).toEqual({ ok: false, error: 'damaged' });
});

test.each(['261320000000', '261131000000', '2611', 'tomorrow'])('a wrong time: %s', (text) => {
  const lines = Buffer.from(linkOf003.split('/').at(-1) ?? '', 'base64url')
    .toString()
    .split('\n');
  const link = `https://qr.bank.gov.ua/${payload(lines.with(14, text))}`;
  expect(readQrLink(link)).toEqual({ ok: false, error: 'wrong-time' });
});

test('never throws on any link', () => {
  assert(
    property(
      tuple(constantFrom('https://bank.gov.ua/qr/', ''), option(string())),
      ([prefix, rest]) => {
        readQrLink(prefix + payload(['BCD', '003', '2', rest ?? '']));
        readQrLink(prefix + (rest ?? ''));
      },
    ),
  );
});
