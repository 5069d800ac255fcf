import { parseEdrpou, parseIban, parseRnokpp } from '#kernel/identifiers.ts';
import type { Edrpou, Iban, Parsed, Rnokpp } from '#kernel/identifiers.ts';
import { feminineSurname, femaleNames, maleNames, patronymics, surnames } from './names.seed.uk.ts';
import type { Random } from './random.ts';

export type Sex = 'female' | 'male';

const womenAmongHolders = 0.56;
const dayZeroOfTaxNumbers = Temporal.PlainDate.from('1899-12-31');

/** Surname, name and patronymic of an invented person, as holders of accounts are written. */
export function inventHolderName(random: Random): string {
  const { surname, givenName, patronymic } = inventNames(random, inventSex(random));
  return `${surname} ${givenName} ${patronymic}`;
}

function inventSex(random: Random): Sex {
  return random.chance(womenAmongHolders) ? 'female' : 'male';
}

interface FullName {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
}

function inventNames(random: Random, sex: Sex): FullName {
  const surname = random.pick(surnames);
  const [ofMan, ofWoman] = random.pick(patronymics);
  return sex === 'male'
    ? { surname, givenName: random.pick(maleNames), patronymic: ofMan }
    : {
        surname: feminineSurname(surname),
        givenName: random.pick(femaleNames),
        patronymic: ofWoman,
      };
}

export interface BirthEntry {
  readonly bornOn: Temporal.PlainDate;
  readonly sex: Sex;
  /** 0 to 4 999: which of the people of this sex born that day. */
  readonly serial: number;
}

const rnokppWeights = [-1, 5, 7, 9, 4, 6, 10, 5, 7];

/** The tax number of an invented person: day of birth, serial, sex in the ninth digit, check. */
export function taxNumber({ bornOn, sex, serial }: BirthEntry): Rnokpp {
  const day = dayZeroOfTaxNumbers.until(bornOn).days;
  const ofSex = serial * 2 + (sex === 'male' ? 1 : 0);
  const digits = padded(day, 5) + padded(ofSex, 4);
  const sum = weightedSum(digits, rnokppWeights);
  return valid(parseRnokpp(digits + String((((sum % 11) + 11) % 11) % 10)));
}

// Codes from 90 million on are not given to anybody, so an invented firm is never a real one.
const inventedFirmsFrom = 9_000_000;
const inventedFirmsMax = 999_999;
const edrpouWeights = [1, 2, 3, 4, 5, 6, 7];

/** The code of the invented firm with this number (0 to 999 999). */
export function firmCode(number: number): Edrpou {
  if (number > inventedFirmsMax) throw new RangeError(`no code for firm ${number}`);
  const digits = String(inventedFirmsFrom + number);
  const first = weightedSum(digits, edrpouWeights) % 11;
  const heavier = edrpouWeights.map((weight) => weight + 2);
  const check = (first === 10 ? weightedSum(digits, heavier) % 11 : first) % 10;
  return valid(parseEdrpou(digits + String(check)));
}

// No bank has this code.
const inventedBank = '990001';
const currentAccountPrefix = '2600';
const ibanCheckModulus = 97n;
// "UA00" moved to the end, letters as numbers: U is 30, A is 10.
const countryAsDigits = '301000';

/** The bank account of the invented firm with this number. */
export function firmAccount(number: number): Iban {
  const account = inventedBank + currentAccountPrefix + padded(number, 15);
  const check = 98n - (BigInt(account + countryAsDigits) % ibanCheckModulus);
  return valid(parseIban(`UA${padded(Number(check), 2)}${account}`));
}

function valid<T>(parsed: Parsed<T>): T {
  if (!parsed.ok) throw new RangeError(`an invented identifier is wrong: ${parsed.error}`);
  return parsed.value;
}

function weightedSum(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, index) => sum + weight * Number(digits[index]), 0);
}

function padded(value: number, length: number): string {
  return String(value).padStart(length, '0');
}
