import { createHttpClient } from './exchange/http-client.ts';
import { createTurboSms } from './exchange/phone-messages/turbo-sms.ts';
import { relyingPartyOf, type AccessParts, type PhoneMessages } from './modules/access/index.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { dataFolders, type Config } from './platform/config/config.ts';
import { islandHref, type Assets } from './platform/http/assets.ts';
import { fieldCipher, type FieldCipher } from './platform/secrets/field-cipher.ts';
import { openFieldKeys } from './platform/secrets/field-keys.ts';

/** What encrypts fields of the database in this process. */
export async function openFieldCipher(config: Config, clock: Clock): Promise<FieldCipher> {
  return fieldCipher(await openFieldKeys(dataFolders(config).fieldKeys, clock));
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

type Given = Omit<AccessParts, 'factors' | 'keptForms' | 'keys' | 'signing' | 'sendsToPhones'> & {
  readonly signatures: AccessParts['keys']['signatures'];
  readonly secrets: FieldCipher;
  readonly front: AccessParts['signing']['front'];
};

/** Everything that signing in needs of this process. */
export function accessParts(config: Config, assets: Assets, given: Given): AccessParts {
  const { secrets, signatures, front, ...parts } = given;
  const { db, clock, operations, publicUrl } = parts;
  return {
    ...parts,
    factors: {
      secrets,
      party: relyingPartyOf(publicUrl),
      scriptHref: islandHref(assets, 'passkey'),
    },
    keptForms: { db, clock, secrets, publicUrl },
    keys: { db, clock, operations, signatures, publicUrl },
    signing: {
      scriptHref: islandHref(assets, 'signer'),
      front,
      demonstrationKeys: config.DEMONSTRATION_KEYS_URL,
    },
    sendsToPhones: config.PHONE_MESSAGES_URL !== undefined,
  };
}
