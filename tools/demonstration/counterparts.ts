import { readConfig } from '#platform/config/config.ts';
import { startCounterparts } from '#counterparts/start.ts';
import { describeDemonstration, personOf } from '../generator/demonstration.ts';
import {
  consumerInApartment,
  consumerInDebt,
  consumerInHouse,
} from '../generator/demonstration.seed.uk.ts';
import { demonstrationSeed } from './seed.ts';
import { readDemonstrationTerritories } from './territories.ts';

/** What the line after `READY` tells: where the outside systems are and who can sign in. */
export interface CounterpartsReady {
  readonly idGovUa: string;
  readonly liqpay: string;
  readonly people: readonly { readonly name: string; readonly role: string }[];
}

/** The outside systems of a demonstration, with its people able to sign in. */
const config = readConfig(process.env);
const { officials } = describeDemonstration(
  demonstrationSeed,
  await readDemonstrationTerritories(),
);
const consumers = [
  personOf('consumer-apartment', 'individual-consumer', consumerInApartment),
  personOf('consumer-house', 'individual-consumer', consumerInHouse),
  personOf('consumer-debtor', 'individual-consumer', consumerInDebt),
];
const counterparts = await startCounterparts({
  idGovUa: {
    clients: [
      {
        clientId: config.ID_GOV_UA_CLIENT_ID,
        clientSecret: config.ID_GOV_UA_CLIENT_SECRET,
        redirectUris: [`${config.PUBLIC_URL}/sign-in/return`],
      },
    ],
    people: [
      ...consumers.map((person) => ({
        ...nameOf(person),
        authTypes: ['bank_id', 'diia_id', 'dig_sign'] as const,
      })),
      ...officials.map((official) => ({
        ...nameOf(official),
        edrpoucode: official.edrpou,
        o: official.organisation,
        authTypes: ['dig_sign'] as const,
      })),
    ],
  },
  liqpay: {
    publicKey: config.LIQPAY_PUBLIC_KEY,
    privateKey: config.LIQPAY_PRIVATE_KEY,
    hash: config.LIQPAY_HASH,
  },
});
process.on('SIGTERM', () => void counterparts.stop().then(() => process.exit(0)));
const ready: CounterpartsReady = {
  idGovUa: counterparts.idGovUa.url,
  liqpay: counterparts.liqpay.url,
  people: [...consumers, ...officials].map(({ surname, givenName, patronymic, role }) => ({
    name: `${surname} ${givenName} ${patronymic}`,
    role,
  })),
};
console.log(`READY ${JSON.stringify(ready)}`);

function nameOf(person: {
  readonly key: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly rnokpp: string;
}) {
  return {
    key: person.key,
    surname: person.surname,
    givenname: person.givenName,
    middlename: person.patronymic,
    drfocode: person.rnokpp,
  };
}
