import type { Role } from '#kernel/role.ts';
import { parsePhone } from '#kernel/identifiers.ts';
import type { Edrpou, Iban, Phone, Rnokpp } from '#kernel/identifiers.ts';
import { services, type Service } from '#kernel/service.ts';
import {
  councilName,
  municipalProvider,
  municipalStreet,
  postalAddress,
  townFirms,
  type FirmSeed,
  type PersonSeed,
} from './demonstration.seed.uk.ts';
import { officialSeeds, otherBodies } from './bodies.seed.uk.ts';
import { firmAccount, firmCode, taxNumber, type Sex } from './people.ts';
import { stream } from './random.ts';

/** A line of the list of invented territories: a hromada (H) or its town (M). */
export interface TerritoryLine {
  readonly code: string;
  readonly parent: string | null;
  readonly category: string;
  readonly name: string;
}

export interface DemonstrationSubject {
  readonly key: string;
  readonly kind: FirmSeed['kind'];
  readonly name: string;
  readonly shortName: string;
  readonly edrpou: Edrpou;
  readonly iban: Iban;
  readonly postalAddress: string;
  readonly phone: Phone;
  readonly email: string;
  readonly website: string;
  /** Days of the month on which consumers may send readings. */
  readonly readingWindow: { readonly from: number; readonly to: number } | null;
  readonly services: readonly Service[];
}

export interface DemonstrationHromada {
  readonly code: string;
  readonly settlementCode: string;
  readonly settlementName: string;
  readonly postalIndex: string;
  /** Who decides on local prices. */
  readonly council: string;
  readonly accounts: number;
  readonly billerKey: string;
  readonly providerKeys: Partial<Readonly<Record<Service, string>>>;
  readonly heat: 'one-part' | 'two-part';
  /** Given for the town only: its prices are the usual ones. */
  readonly priceFactorPermille?: number;
}

/** Somebody who can sign in. */
export interface DemonstrationPerson {
  readonly key: string;
  readonly role: Role;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly sex: Sex;
  readonly bornOn: Temporal.PlainDate;
  readonly rnokpp: Rnokpp;
}

export interface DemonstrationOfficial extends DemonstrationPerson {
  readonly subjectKey: string;
  readonly organisation: string;
  readonly edrpou: Edrpou;
  readonly post: string;
  readonly isHead: boolean;
  /** Code of the territory where their power ends, if it does. */
  readonly territoryCode: string | undefined;
}

export interface Demonstration {
  readonly seed: number;
  readonly subjects: readonly DemonstrationSubject[];
  /** The town comes first. */
  readonly hromadas: readonly DemonstrationHromada[];
  readonly officials: readonly DemonstrationOfficial[];
}

const townAccounts = 1200;
const smallAccountsMin = 36;
const smallAccountsMax = 44;
const twoPartHeatShare = 0.15;
const usualPermille = 1000;
/** Codes of the firms of small hromadas start here. */
const municipalFirmsFrom = 100;
// Ukrainian indexes begin with 01: these reach no post office.
const postalIndexLength = 5;

/**
 * Who and what the demonstration consists of, by keys and codes; identifiers of the database come
 * with `planDemonstration`. The first hromada of the list is the town, the others are small.
 */
export function describeDemonstration(
  seed: number,
  territories: readonly TerritoryLine[],
): Demonstration {
  const [town, ...others] = settlementsOf(territories);
  if (town === undefined) throw new RangeError('the list holds no hromada with a town');
  const firms = [...townFirms, ...otherBodies].map((firm, index) =>
    townSubject(firm, index + 1, town),
  );
  const municipal = others.map((place, index) => municipalSubject(place, index));
  return {
    seed,
    subjects: [...firms, ...municipal],
    hromadas: [
      describeTown(town),
      ...others.map((place, index) => describeSmall(seed, place, municipalKey(index))),
    ],
    officials: describeOfficials(firms, town.code),
  };
}

interface Settlement {
  readonly code: string;
  readonly hromadaName: string;
  readonly settlementCode: string;
  readonly settlementName: string;
  readonly postalIndex: string;
}

function settlementsOf(lines: readonly TerritoryLine[]): Settlement[] {
  const hromadas = lines.filter(({ category }) => category === 'H');
  return hromadas.map((hromada, index) => {
    const town = lines.find(({ parent }) => parent === hromada.code);
    if (town === undefined) throw new RangeError(`no settlement in ${hromada.code}`);
    return {
      code: hromada.code,
      hromadaName: hromada.name,
      settlementCode: town.code,
      settlementName: town.name,
      postalIndex: String(index + 1).padStart(postalIndexLength, '0'),
    };
  });
}

function describeTown(town: Settlement): DemonstrationHromada {
  return {
    ...placeOf(town),
    accounts: townAccounts,
    billerKey: 'billing-centre',
    providerKeys: Object.fromEntries(
      townFirms.flatMap(({ key, services }) => services.map((service) => [service, key])),
    ),
    heat: 'one-part',
    priceFactorPermille: usualPermille,
  };
}

function describeSmall(seed: number, place: Settlement, key: string): DemonstrationHromada {
  const random = stream(seed, 'small-hromada', place.code);
  return {
    ...placeOf(place),
    accounts: random.integer(smallAccountsMin, smallAccountsMax),
    billerKey: key,
    providerKeys: Object.fromEntries(municipalServices.map((service) => [service, key])),
    heat: random.chance(twoPartHeatShare) ? 'two-part' : 'one-part',
  };
}

function placeOf(place: Settlement) {
  const { code, settlementCode, settlementName, postalIndex, hromadaName } = place;
  return { code, settlementCode, settlementName, postalIndex, council: councilName(hromadaName) };
}

const municipalServices: readonly Service[] = services.filter((service) => service !== 'hot-water');

function municipalKey(index: number): string {
  return `municipal-${index + 1}`;
}

function townSubject(firm: FirmSeed, number: number, town: Settlement): DemonstrationSubject {
  const { key, kind, name, shortName, readingWindow, services } = firm;
  return {
    key,
    kind,
    name,
    shortName,
    readingWindow,
    services,
    postalAddress: postalAddress(town.postalIndex, town.settlementName, firm.street),
    ...contacts(number, `${firm.site}.zrazkivka.example`),
  };
}

function municipalSubject(place: Settlement, index: number): DemonstrationSubject {
  const number = municipalFirmsFrom + index;
  return {
    key: municipalKey(index),
    kind: 'provider',
    ...municipalProvider(place.hromadaName, place.settlementName),
    readingWindow: { from: 20, to: 5 },
    services: municipalServices,
    postalAddress: postalAddress(place.postalIndex, place.settlementName, municipalStreet),
    ...contacts(number, `hromada-${place.code.slice(-5)}.example`),
  };
}

// No subscriber has a number in the area 000.
const inventedPhones = 380_000_000_000;

function contacts(
  number: number,
  domain: string,
): Pick<DemonstrationSubject, 'edrpou' | 'iban' | 'phone' | 'email' | 'website'> {
  const phone = parsePhone(`+${inventedPhones + number}`);
  if (!phone.ok) throw new RangeError(`an invented telephone is wrong: ${phone.error}`);
  return {
    edrpou: firmCode(number),
    iban: firmAccount(number),
    phone: phone.value,
    email: `office@${domain}`,
    website: `https://${domain}`,
  };
}

function describeOfficials(
  firms: readonly DemonstrationSubject[],
  townCode: string,
): DemonstrationOfficial[] {
  return officialSeeds.map(({ key, role, subjectKey, post, isHead, inTown, ...seed }) => {
    const organisation = firms.find((firm) => firm.key === subjectKey);
    if (organisation === undefined) throw new RangeError(`no organisation ${subjectKey}`);
    const { shortName, edrpou } = organisation;
    return {
      ...personOf(key, role, seed),
      ...{ subjectKey, edrpou, post, isHead, organisation: shortName },
      territoryCode: inTown === true ? townCode : undefined,
    };
  });
}

const signInSerial = 4999;

/** A person of the demonstration with a tax number of the given birth. */
export function personOf(key: string, role: Role, seed: PersonSeed): DemonstrationPerson {
  const bornOn = Temporal.PlainDate.from(seed.bornOn);
  const rnokpp = taxNumber({ bornOn, sex: seed.sex, serial: signInSerial });
  return { key, role, ...seed, bornOn, rnokpp };
}
