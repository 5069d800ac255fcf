import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { clockBehind } from '#platform/clock.ts';
import { dataFolders, readConfig } from '#platform/config/config.ts';
import type { CertificationAuthorityOptions } from '#counterparts/certification-authority/server.ts';
import { answerSealCode } from '#counterparts/id-gov-ua/answer-keys.ts';
import { startCounterparts } from '#counterparts/start.ts';
import { describeDemonstration, personOf } from '../generator/demonstration.ts';
import {
  consumerInApartment,
  consumerInDebt,
  consumerInHouse,
} from '../generator/demonstration.seed.uk.ts';
import { known } from './known.ts';
import { propertyFile, readPropertyFile } from './property.ts';
import { demonstrationSeed } from './seed.ts';
import { readKeptPort, sealHolder, writeSignatureFiles } from './signature-files.ts';
import { readDemonstrationTerritories } from './territories.ts';

/** What the line after `READY` tells: where the outside systems are and who can sign in. */
export interface CounterpartsReady {
  readonly idGovUa: string;
  readonly liqpay: string;
  /** The server of mail, and where its letters are read. */
  readonly smtp: string;
  readonly inbox: string;
  /** The gateway of messages to phones; its page shows them. */
  readonly phoneMessages: string;
  /** The security server of the Trembita system; its page shows the register behind it. */
  readonly trembita: string;
  /** Where key files are handed out. */
  readonly keys: string;
  /** Settings of the platform for signatures, and for whose seal is under answers of id.gov.ua. */
  readonly signatures: Readonly<Record<string, string>>;
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
const folder = dataFolders(config).demonstration;
await mkdir(folder, { recursive: true });
const portPath = join(folder, 'authority-port');
const certificationAuthority: CertificationAuthorityOptions = {
  seed: String(demonstrationSeed),
  clock: clockBehind(config.CLOCK_DAYS_BEHIND),
  front: {
    platform: new URL(config.PUBLIC_URL).origin,
    scriptPath: join(import.meta.dirname, '..', '..', 'dist', 'front', 'front.js'),
  },
  holders: [
    sealHolder(
      known(
        officials.find(({ role }) => role === 'technical-administrator'),
        'technical administrator',
      ),
    ),
    ...consumers.map((person) => ({ key: person.key, subject: subjectOf(person) })),
    ...officials.map((official) => ({
      key: official.key,
      subject: {
        ...subjectOf(official),
        organization: official.organisation,
        edrpou: official.edrpou,
      },
    })),
  ],
};
const property = await readPropertyFile(join(folder, propertyFile));
const start = (port: number) =>
  startCounterparts({
    certificationAuthority: { ...certificationAuthority, port },
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
    trembita: {
      clients: { [config.TREMBITA_CLIENT]: [config.TREMBITA_PROPERTY_RIGHTS] },
      propertyRights: config.TREMBITA_PROPERTY_RIGHTS,
      property,
    },
  });
// The port kept from the last start may be taken by now: then keys must be fetched anew.
const counterparts = await start(await readKeptPort(portPath)).catch(() => start(0));
const authority = counterparts.certificationAuthority;
await writeFile(portPath, new URL(authority.url).port);
process.on('SIGTERM', () => void counterparts.stop().then(() => process.exit(0)));
const ready: CounterpartsReady = {
  idGovUa: counterparts.idGovUa.url,
  liqpay: counterparts.liqpay.url,
  smtp: counterparts.smtp.smtpUrl,
  inbox: counterparts.smtp.url,
  phoneMessages: counterparts.phoneMessages.url,
  trembita: counterparts.trembita.url,
  keys: authority.url,
  signatures: {
    ...(await writeSignatureFiles(folder, authority)),
    ID_GOV_UA_SIGNER_EDRPOU: answerSealCode,
  },
  people: [...consumers, ...officials].map(({ surname, givenName, patronymic, role }) => ({
    name: `${surname} ${givenName} ${patronymic}`,
    role,
  })),
};
console.log(`READY ${JSON.stringify(ready)}`);

function subjectOf(person: {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string;
  readonly rnokpp: string;
}) {
  const { surname, givenName, patronymic, rnokpp } = person;
  const given = `${givenName} ${patronymic}`;
  return { commonName: `${surname} ${given}`, surname, givenName: given, rnokpp };
}

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
    email: `${person.key}@zrazkivka.example`,
  };
}
