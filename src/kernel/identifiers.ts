import type { Brand } from './brand.ts';
import { err, ok, type Result } from './result.ts';

/** Tax number of a person, 10 digits. Not everybody has one (refusal on religious grounds). */
export type Rnokpp = Brand<string, 'Rnokpp'>;
/** Code of a legal person, 8 digits with leading zeros. */
export type Edrpou = Brand<string, 'Edrpou'>;
/** Ukrainian bank account, 29 characters without spaces. */
export type Iban = Brand<string, 'Iban'>;
/** European code of a party or metering point of the electricity and gas markets. */
export type Eic = Brand<string, 'Eic'>;
/** Code of a territory, 'UA' and 17 digits. Whether it exists on a date the register says. */
export type Katottg = Brand<string, 'Katottg'>;
/** Number of a personal account, digits kept as text because leading zeros matter. */
export type AccountNumber = Brand<string, 'AccountNumber'>;
/** Telephone in the form +380XXXXXXXXX. */
export type Phone = Brand<string, 'Phone'>;

/** What is wrong, so that the message beside the field can say it. */
export type IdentifierFault =
  | 'empty'
  | 'wrong-length'
  | 'wrong-characters'
  | 'wrong-check-digit'
  | 'never-issued';

export type Parsed<T> = Result<T, IdentifierFault>;

const rnokppLength = 10;
const rnokppWeights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];

/** Reads a tax number: weights −1 5 7 9 4 6 10 5 7, sum mod 11 mod 10 is the tenth digit. */
export function parseRnokpp(text: string): Parsed<Rnokpp> {
  const digits = compact(text);
  const fault = faultOfDigits(digits, rnokppLength);
  if (fault !== undefined) return err(fault);
  const expected = modulo(weightedSum(digits, rnokppWeights), 11) % 10;
  return expected === Number(digits.at(-1)) ? ok(digits as Rnokpp) : err('wrong-check-digit');
}

const edrpouLength = 8;
const edrpouWeights = [1, 2, 3, 4, 5, 6, 7];
const edrpouMiddleWeights = [7, 1, 2, 3, 4, 5, 6];
const edrpouMiddleFrom = 30_000_000;
const edrpouMiddleTo = 60_000_000;

/**
 * Reads the code of a legal person. The eighth digit is the weighted sum mod 11; when that is 10,
 * the sum is taken again with weights greater by 2, and 10 once more gives 0. Codes from 30 to 60
 * million have weights of their own. A code shortened by a spreadsheet is refused, not padded.
 */
export function parseEdrpou(text: string): Parsed<Edrpou> {
  const digits = compact(text);
  const fault = faultOfDigits(digits, edrpouLength);
  if (fault !== undefined) return err(fault);
  const code = Number(digits);
  const inMiddle = code >= edrpouMiddleFrom && code <= edrpouMiddleTo;
  const weights = inMiddle ? edrpouMiddleWeights : edrpouWeights;
  const first = weightedSum(digits, weights) % 11;
  const second =
    weightedSum(
      digits,
      weights.map((weight) => weight + 2),
    ) % 11;
  const expected = (first === 10 ? second : first) % 10;
  return expected === Number(digits.at(-1)) ? ok(digits as Edrpou) : err('wrong-check-digit');
}

const ibanLength = 29;
const ibanPattern = /^UA\d{8}[0-9A-Z]{19}$/;

/** Reads a Ukrainian IBAN: 'UA', 2 check digits, 6 of the bank, 19 of the account; ISO 13616. */
export function parseIban(text: string): Parsed<Iban> {
  const iban = compact(text).toUpperCase();
  const fault = faultOfForm(iban, ibanLength, ibanPattern);
  if (fault !== undefined) return err(fault);
  const rearranged = iban.slice(4) + iban.slice(0, 4);
  const numeric = rearranged.replace(/[A-Z]/g, (letter) => Number.parseInt(letter, 36).toString());
  return BigInt(numeric) % 97n === 1n ? ok(iban as Iban) : err('wrong-check-digit');
}

const eicLength = 16;
const eicPattern = /^[0-9A-Z-]{15}[0-9A-Z]$/;
const eicAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-';

/**
 * Reads an EIC: weights 16…2 over the first 15 characters, the last is 36 − (sum − 1) mod 37.
 * Codes whose check character would be a hyphen are not issued.
 */
export function parseEic(text: string): Parsed<Eic> {
  const eic = withoutSpaces(text).toUpperCase();
  const fault = faultOfForm(eic, eicLength, eicPattern);
  if (fault !== undefined) return err(fault);
  const values = Array.from(eic, (character) => eicAlphabet.indexOf(character));
  const sum = values
    .slice(0, eicLength - 1)
    .reduce((total, value, index) => total + value * (eicLength - index), 0);
  const expected = 36 - modulo(sum - 1, 37);
  return expected === values.at(-1) ? ok(eic as Eic) : err('wrong-check-digit');
}

const katottgLength = 19;
const katottgPattern = /^UA\d{17}$/;

/** Reads the code of a territory; checks its form only. */
export function parseKatottg(text: string): Parsed<Katottg> {
  const code = compact(text).toUpperCase();
  const fault = faultOfForm(code, katottgLength, katottgPattern);
  return fault === undefined ? ok(code as Katottg) : err(fault);
}

const accountNumberLengthMin = 4;
const accountNumberLengthMax = 12;

/** Reads the number of a personal account: 4–12 digits, leading zeros kept. */
export function parseAccountNumber(text: string): Parsed<AccountNumber> {
  const digits = compact(text);
  if (digits === '') return err('empty');
  if (!/^\d+$/.test(digits)) return err('wrong-characters');
  const fits = digits.length >= accountNumberLengthMin && digits.length <= accountNumberLengthMax;
  return fits ? ok(digits as AccountNumber) : err('wrong-length');
}

const countryCode = '380';
const subscriberLength = 9;

/** Reads a Ukrainian telephone: "0501234567", "380…", "+38 (050) 123-45-67". */
export function parsePhone(text: string): Parsed<Phone> {
  const digits = compact(text).replace(/[().]/g, '').replace(/^\+/, '');
  if (digits === '') return err('empty');
  if (!/^\d+$/.test(digits)) return err('wrong-characters');
  const subscriber = digits.startsWith(countryCode)
    ? digits.slice(countryCode.length)
    : digits.replace(/^0/, '');
  const national = digits.startsWith(countryCode) || digits.startsWith('0');
  if (!national || subscriber.length !== subscriberLength) return err('wrong-length');
  return ok(`+${countryCode}${subscriber}` as Phone);
}

function faultOfDigits(digits: string, length: number): IdentifierFault | undefined {
  if (digits === '') return 'empty';
  if (!/^\d+$/.test(digits)) return 'wrong-characters';
  if (digits.length !== length) return 'wrong-length';
  // Zeros pass every weighted sum, yet nobody was given them.
  return /^0+$/.test(digits) ? 'never-issued' : undefined;
}

function faultOfForm(text: string, length: number, pattern: RegExp): IdentifierFault | undefined {
  if (text === '') return 'empty';
  if (text.length !== length) return 'wrong-length';
  return pattern.test(text) ? undefined : 'wrong-characters';
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

function withoutSpaces(text: string): string {
  return text.replace(/\s/g, '');
}

/** Drops what people put between groups of characters: spaces and hyphens of any kind. */
function compact(text: string): string {
  return withoutSpaces(text).replace(/[-\u2010-\u2015\u2212]/g, '');
}
