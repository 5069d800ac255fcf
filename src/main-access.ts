import { readFile } from 'node:fs/promises';
import { createHttpClient } from './exchange/http-client.ts';
import { createIdGovUa } from './exchange/id-gov-ua/client.ts';
import type { AnswerEncryption } from './exchange/id-gov-ua/encrypted-answer.ts';
import { createTurboSms } from './exchange/phone-messages/turbo-sms.ts';
import {
  recognisePersonCommand,
  relyingPartyOf,
  type AccessParts,
  type PhoneMessages,
} from './modules/access/index.ts';
import type { IdentityProvider } from './modules/access/index.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { dataFolders, type Config } from './platform/config/config.ts';
import { islandHref, type Assets } from './platform/http/assets.ts';
import type { SignatureProvider } from './engine/signature/ports.ts';
import { certificateIn } from './exchange/signature/own-driver/seal-code.ts';
import { fieldCipher, type FieldCipher } from './platform/secrets/field-cipher.ts';
import { openFieldKeys, type FieldKeys } from './platform/secrets/field-keys.ts';

/** What encrypts fields of the database in this process. */
export async function openFieldCipher(config: Config, clock: Clock): Promise<FieldCipher> {
  return fieldCipher(await openKeysOf(config, clock));
}

export function openKeysOf(config: Config, clock: Clock): Promise<FieldKeys> {
  return openFieldKeys(dataFolders(config).fieldKeys, clock);
}

const signInWays = ['dig_sign', 'bank_id', 'mobile_id', 'diia_id'] as const;

interface IdentityPlace {
  readonly config: Config;
  readonly clock: Clock;
  /** Told when the system is gone. */
  readonly onGone: (service: string) => void;
}

/** Identification through id.gov.ua; its answers come encrypted where its seal is known. */
export async function openIdentity(
  { config, clock, onGone }: IdentityPlace,
  signatures: SignatureProvider,
): Promise<IdentityProvider> {
  const { ID_GOV_UA_URL: baseUrl } = config;
  if (baseUrl === undefined) throw new Error('ID_GOV_UA_URL is not set');
  return createIdGovUa(
    {
      baseUrl,
      clientId: config.ID_GOV_UA_CLIENT_ID,
      clientSecret: config.ID_GOV_UA_CLIENT_SECRET,
      redirectUri: `${config.PUBLIC_URL}/sign-in/return`,
      authTypes: signInWays,
      encryption: await encryptionOf(config, clock, signatures),
    },
    createHttpClient({ service: 'id-gov-ua', clock: systemClock, onGone }),
  );
}

/** Throws in production without the settings for it: plain answers are for play alone. */
async function encryptionOf(
  config: Config,
  clock: Clock,
  signatures: SignatureProvider,
): Promise<AnswerEncryption | undefined> {
  const { ID_GOV_UA_SIGNER_EDRPOU: signerCode, SIGNATURE_AGREEMENT_FILE: file } = config;
  if (signerCode !== undefined && file !== undefined) {
    const certificate = certificateIn(await readFile(file, 'utf8'));
    if (certificate === undefined) throw new Error(`${file} holds no certificate`);
    return { certificate, signatures, signerCode, clock };
  }
  if (signerCode === undefined && config.NODE_ENV !== 'production') return undefined;
  throw new Error('ID_GOV_UA_SIGNER_EDRPOU and SIGNATURE_AGREEMENT_FILE must be set together');
}

/** Who sends messages to phones; undefined where nobody is set up to. */
export function openPhoneMessages(config: Config): PhoneMessages | undefined {
  const { PHONE_MESSAGES_URL: baseUrl, PHONE_MESSAGES_TOKEN: token } = config;
  if (baseUrl === undefined) return undefined;
  return createTurboSms(
    { baseUrl, token, sender: config.PHONE_MESSAGES_SENDER },
    createHttpClient({ service: 'phone-messages', clock: systemClock }),
  );
}

type Given = Omit<
  AccessParts,
  | 'factors'
  | 'keptForms'
  | 'keys'
  | 'recognisePerson'
  | 'signing'
  | 'sendsToPhones'
  | 'asksRegister'
> & {
  readonly signatures: AccessParts['keys']['signatures'];
  readonly front: AccessParts['signing']['front'];
};

/** Everything that signing in needs of this process. */
export function accessParts(config: Config, assets: Assets, given: Given): AccessParts {
  const { secrets, signatures, front, ...parts } = given;
  const { db, clock, operations, publicUrl } = parts;
  const recognisePerson = recognisePersonCommand(secrets);
  return {
    ...{ ...parts, secrets, recognisePerson },
    factors: {
      secrets,
      party: relyingPartyOf(publicUrl),
      scriptHref: islandHref(assets, 'passkey'),
    },
    keptForms: { db, clock, secrets, publicUrl },
    keys: { db, clock, operations, recognisePerson, signatures, publicUrl },
    signing: {
      scriptHref: islandHref(assets, 'signer'),
      front,
      demonstrationKeys: config.DEMONSTRATION_KEYS_URL,
    },
    asksRegister: config.TREMBITA_URL !== undefined,
    sendsToPhones: config.PHONE_MESSAGES_URL !== undefined,
  };
}
