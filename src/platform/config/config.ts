import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);
const address = z.url({ protocol: /^https?$/ });
/** As identifiers of the Trembita system are written: parts between strokes. */
const trembitaId = (parts: string) =>
  z.string().regex(new RegExp(`^[\\w.-]+(?:/[\\w.-]+){${parts}}$`));
/** Ours in development; the true one is given when a body joins the system. */
const inventedSubsystem = 'SEVDEIR-TEST/GOV/00000000/ZHKP';
const yesNo = z.enum(['yes', 'no']);
/** One core is left to pages, which must not wait for curves. */
const coresSpared = 1;

/** Every setting of the platform: its environment variable, its meaning and its default. */
const settings = {
  PORT: { schema: port.default(8080), help: 'port of the web server' },
  HOST: { schema: z.string().min(1).default('127.0.0.1'), help: 'address to listen on' },
  PUBLIC_URL: {
    schema: address.optional(),
    help: 'address that people open (default http://localhost:PORT)',
  },
  DATABASE_URL: {
    schema: z
      .string()
      .regex(/^postgres(ql)?:\/\//)
      .optional(),
    help: 'PostgreSQL 15 or newer (default: the platform starts its own)',
  },
  DATA_DIR: {
    schema: z.string().min(1).default('.data'),
    help: 'folder for the database, keys, uploads, files and published audit heads',
  },
  NODE_ENV: {
    schema: z.enum(['development', 'test', 'production']).default('development'),
    help: 'production refuses local counterparts and demonstration people',
  },
  DEMONSTRATION: {
    schema: yesNo.optional(),
    help: 'make the demonstration town at first start (default yes, in production no)',
  },
  DEMONSTRATION_ACCOUNTS: {
    schema: z.coerce.number().int().min(40).max(100_000).default(1_200),
    help: 'how many accounts the demonstration town has',
  },
  DEMONSTRATION_MONTHS: {
    schema: z.coerce.number().int().min(2).max(36).default(24),
    help: 'how many months of history it has',
  },
  CLOCK_DAYS_BEHIND: {
    schema: z.coerce.number().int().min(0).max(366).default(0),
    help: 'days that the clock stands behind, to try a month that is just over (never in production)',
  },
  WORKER_CONCURRENCY: {
    schema: z.coerce.number().int().min(1).max(32).default(2),
    help: 'jobs that one worker runs at a time',
  },
  STORE: {
    schema: z.enum(['folder', 's3']).default('folder'),
    help: 'where documents lie, encrypted: a folder or an S3-compatible store',
  },
  STORE_FOLDER: {
    schema: z.string().min(1).optional(),
    help: 'folder of documents (default DATA_DIR/files)',
  },
  STORE_KEYS: {
    schema: z.string().min(1).optional(),
    help: 'folder of the keys that documents are encrypted with (default DATA_DIR/keys/files)',
  },
  STORE_RETIRED_KEY_DAYS: {
    schema: z.coerce.number().int().min(1).max(36_500).default(40),
    help: 'days a replaced key is kept; longer than any backup of the database',
  },
  STORE_SCRUB_MB: {
    schema: z.coerce.number().int().min(1).max(10_000_000).default(1_024),
    help: 'megabytes of documents read back and compared in an hour',
  },
  STORE_S3_URL: { schema: address.optional(), help: 'address of the S3-compatible store' },
  STORE_S3_BUCKET: { schema: z.string().default('zhkp-files'), help: 'bucket there' },
  STORE_S3_REGION: { schema: z.string().default('us-east-1'), help: 'region there' },
  STORE_S3_ACCESS_KEY_ID: { schema: z.string().default(''), help: 'our key id there' },
  STORE_S3_SECRET_ACCESS_KEY: { schema: z.string().default(''), help: 'our secret key there' },
  STORE_S3_LOCK: {
    schema: z.enum(['none', 'governance', 'compliance']).default('none'),
    help: 'object lock there',
  },
  STORE_S3_LOCK_DAYS: {
    schema: z.coerce.number().int().min(1).max(36_500).default(1_826),
    help: 'days for which the lock holds',
  },
  TRUST_LIST: {
    schema: z.string().min(1).optional(),
    help: 'file of the signed list of trusted services: the root of trust in signatures',
  },
  TRUST_LIST_PINNED: {
    schema: z
      .string()
      .regex(/^(?:[0-9a-f]{64}(?:,(?=[0-9a-f]))?)*$/)
      .default(''),
    help: 'SHA-256 of the certificates whose signature on that list is taken, by commas',
  },
  SIGNATURE_DRIVER: {
    schema: z.enum(['own', 'sidecar']).default('own'),
    help: 'who works with signatures: the platform itself, or a module behind a local socket',
  },
  SIGNATURE_OWN_IN_PRODUCTION: {
    schema: yesNo.default('no'),
    help: 'trust the driver `own` in production, where the law may demand a certified module',
  },
  SIGNATURE_SIDECAR: {
    schema: z.string().min(1).optional(),
    help: 'socket of the module (for the driver `sidecar`): docs/operations/signature-sidecar.md',
  },
  SIGNATURE_THREADS: {
    schema: z.coerce
      .number()
      .int()
      .min(1)
      .max(64)
      .default(Math.max(1, availableParallelism() - coresSpared)),
    help: 'threads that the driver `own` works in (default: one less than there are cores)',
  },
  SIGNATURE_SEAL_FILE: {
    schema: z.string().min(1).optional(),
    help: "key file of the platform's own seal, readable by its user only; its certificate for `sidecar`",
  },
  SIGNATURE_SEAL_PASSWORD: { schema: z.string().default(''), help: 'password of that file' },
  SIGNATURE_AGREEMENT_FILE: {
    schema: z.string().min(1).optional(),
    help: "key file of the platform's key for agreement, which opens envelopes (driver `own`)",
  },
  SIGNATURE_AGREEMENT_PASSWORD: { schema: z.string().default(''), help: 'password of that file' },
  SIGNATURE_FRONT_URL: {
    schema: address.optional(),
    help: 'page of a signing front, shown in a frame where people sign (default: none)',
  },
  DEMONSTRATION_KEYS_URL: {
    schema: address.optional(),
    help: 'where key files of invented people are handed out (set by npm start)',
  },
  REQUESTS_PER_MINUTE_MAX: {
    schema: z.coerce.number().int().min(1).max(10_000_000).default(1_200),
    help: 'requests a minute that one address may make',
  },
  TRUSTED_PROXIES: {
    schema: z
      .string()
      .default('')
      .transform((text) => text.split(',').map((one) => one.trim()))
      .transform((all) => all.filter((one) => one !== ''))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))),
    help: 'proxies before the platform, by commas: addresses or networks whose X-Forwarded-For is believed (default: none)',
  },
  LOG_LEVEL: {
    schema: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
    help: 'what the log keeps; nothing personal at any level',
  },
  ID_GOV_UA_URL: { schema: address.optional(), help: 'id.gov.ua (default: the local counterpart)' },
  ID_GOV_UA_CLIENT_ID: { schema: z.string().default('zhkp-demo'), help: 'our client id there' },
  ID_GOV_UA_CLIENT_SECRET: {
    schema: z.string().default('zhkp-demo-secret'),
    help: 'our client secret there',
  },
  ID_GOV_UA_SIGNER_EDRPOU: {
    schema: z
      .string()
      .regex(/^\d{8}$/)
      .optional(),
    help: 'code of the body whose seal is under answers there, which then come encrypted for SIGNATURE_AGREEMENT_FILE (must be set in production)',
  },
  LIQPAY_URL: { schema: address.optional(), help: 'LiqPay (default: the local counterpart)' },
  LIQPAY_PUBLIC_KEY: {
    schema: z.string().default('zhkp_demo_public'),
    help: 'our public key there',
  },
  LIQPAY_PRIVATE_KEY: {
    schema: z.string().default('zhkp_demo_private'),
    help: 'our private key there',
  },
  LIQPAY_HASH: {
    schema: z.enum(['sha1', 'sha3-256']).default('sha1'),
    help: 'hash of LiqPay signatures',
  },
  SMTP_URL: {
    schema: z
      .string()
      .regex(/^smtps?:\/\//)
      .optional(),
    help: 'server of mail: smtps://user:password@host, smtp://host (STARTTLS) or smtp://host?tls=off (default: the local counterpart)',
  },
  MAIL_FROM: {
    schema: z.string().default('no-reply@zhkp.example'),
    help: 'whom letters are from: an address, or a name with <an address>',
  },
  PHONE_MESSAGES_URL: {
    schema: address.optional(),
    help: 'gateway of messages to phones, TurboSMS (default: the local counterpart; none in production)',
  },
  PHONE_MESSAGES_TOKEN: { schema: z.string().default('zhkp-demo'), help: 'our token there' },
  PHONE_MESSAGES_SENDER: {
    schema: z.string().min(1).max(11).default('ZHKP'),
    help: 'the name that stands above our messages',
  },
  TREMBITA_URL: {
    schema: address.optional(),
    help: 'our own security server of the Trembita system (default: the local counterpart; none in production, and then no register is asked)',
  },
  TREMBITA_CLIENT: {
    schema: trembitaId('3').default(inventedSubsystem),
    help: 'our subsystem there: environment/class/code/subsystem',
  },
  TREMBITA_PROPERTY_RIGHTS: {
    schema: trembitaId('4,5').default('SEVDEIR-TEST/GOV/00015622/DRRP/OwnershipOfPremises/v1'),
    help: 'service of the State Register of Property Rights there: environment/class/code/subsystem/service[/version]',
  },
  TREMBITA_PROPERTY_RIGHTS_PURPOSE: {
    schema: z
      .string()
      .regex(/^[\w.-]{1,64}$/)
      .default('zhkp-account-connection'),
    help: 'id of our purpose of asking it, by the monitoring of access to personal data',
  },
  TREMBITA_TLS_CERTIFICATE: {
    schema: z.string().min(1).optional(),
    help: 'PEM file of our certificate for mutual TLS with the security server',
  },
  TREMBITA_TLS_KEY: {
    schema: z.string().min(1).optional(),
    help: 'PEM file of its key, readable by its user only',
  },
  TREMBITA_TLS_AUTHORITY: {
    schema: z.string().min(1).optional(),
    help: "PEM file of the authority that the security server's certificate must be of",
  },
  NBU_QR_FORMAT: {
    schema: z.enum(['002', '003']).default('003'),
    help: 'format of the payment QR',
  },
} as const;

type Name = keyof typeof settings;
type Values = { readonly [N in Name]: z.infer<(typeof settings)[N]['schema']> };

export type Config = Omit<Values, 'DATA_DIR' | 'PUBLIC_URL' | 'DEMONSTRATION'> & {
  /** Absolute path. */
  readonly DATA_DIR: string;
  readonly PUBLIC_URL: string;
  readonly DEMONSTRATION: boolean;
};

const schema = z.object(
  Object.fromEntries(Object.entries(settings).map(([name, setting]) => [name, setting.schema])),
);

/**
 * Reads the settings from environment variables. Throws with one line for each wrong one, saying
 * what it is for and what is wrong with it.
 */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([name, value]) => name in settings && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => {
      const name = String(issue.path[0]) as Name;
      return `  ${name} (${settings[name].help}): ${issue.message}`;
    });
    throw new Error(`Wrong settings:\n${lines.join('\n')}`);
  }
  const values = parsed.data as Values;
  const production = values.NODE_ENV === 'production';
  const fault = faultOfTogether(values);
  if (fault !== undefined) throw new Error(`Wrong settings:\n  ${fault}`);
  return {
    ...values,
    DATA_DIR: resolve(values.DATA_DIR),
    PUBLIC_URL: (values.PUBLIC_URL ?? `http://localhost:${values.PORT}`).replace(/\/$/, ''),
    DEMONSTRATION: (values.DEMONSTRATION ?? (production ? 'no' : 'yes')) === 'yes',
  };
}

/** What no setting is wrong in by itself. */
function faultOfTogether(values: Values): string | undefined {
  const { NODE_ENV, SIGNATURE_DRIVER, SIGNATURE_OWN_IN_PRODUCTION, SIGNATURE_SIDECAR } = values;
  const production = NODE_ENV === 'production';
  if (production && SIGNATURE_DRIVER === 'own' && SIGNATURE_OWN_IN_PRODUCTION === 'no') {
    return (
      'SIGNATURE_DRIVER: in production a certified module decides on trust; ' +
      'say SIGNATURE_OWN_IN_PRODUCTION=yes to do without'
    );
  }
  if (SIGNATURE_DRIVER === 'sidecar' && SIGNATURE_SIDECAR === undefined) {
    return 'SIGNATURE_SIDECAR: the driver `sidecar` needs the socket of its module';
  }
  if (production && values.CLOCK_DAYS_BEHIND !== 0) {
    return 'CLOCK_DAYS_BEHIND: production goes by the true time';
  }
  return trembitaFault(values);
}

/** Mutual TLS is whole or not there, and needs an address that speaks it. */
function trembitaFault(values: Values): string | undefined {
  const { TREMBITA_TLS_CERTIFICATE, TREMBITA_TLS_KEY, TREMBITA_TLS_AUTHORITY } = values;
  const files = [TREMBITA_TLS_CERTIFICATE, TREMBITA_TLS_KEY, TREMBITA_TLS_AUTHORITY];
  const given = files.filter((file) => file !== undefined).length;
  const { NODE_ENV, TREMBITA_URL, TREMBITA_CLIENT } = values;
  const isSecure = TREMBITA_URL?.startsWith('https:') === true;
  const isInvented = TREMBITA_CLIENT === inventedSubsystem;
  if (NODE_ENV === 'production' && TREMBITA_URL !== undefined && isInvented) {
    return 'TREMBITA_CLIENT: production asks registers under a subsystem of its own';
  }
  if (given !== 0 && given !== files.length) {
    return 'TREMBITA_TLS_CERTIFICATE, TREMBITA_TLS_KEY, TREMBITA_TLS_AUTHORITY: all three or none';
  }
  if (given === 0 && isSecure) return 'TREMBITA_URL: https needs the three TREMBITA_TLS_ files';
  return given > 0 && TREMBITA_URL !== undefined && !isSecure
    ? 'TREMBITA_URL: with TREMBITA_TLS_ files it is an https address'
    : undefined;
}

/** The list of settings for `--help`. */
export function describeSettings(): string {
  return Object.entries(settings)
    .map(([name, { schema: value, help }]) => {
      const fallback = (value as { def?: { defaultValue?: unknown } }).def?.defaultValue;
      const shown =
        fallback === undefined ? '' : ` [${JSON.stringify(fallback).replaceAll('"', '')}]`;
      return `  ${name.padEnd(26)} ${help}${shown}`;
    })
    .join('\n');
}

/** Folders under DATA_DIR that the platform uses. */
export function dataFolders(config: Config) {
  return {
    keys: join(config.DATA_DIR, 'keys'),
    uploads: join(config.DATA_DIR, 'uploads'),
    demonstration: join(config.DATA_DIR, 'demonstration'),
    files: resolve(config.STORE_FOLDER ?? join(config.DATA_DIR, 'files')),
    fieldKeys: join(config.DATA_DIR, 'keys', 'fields'),
    fileKeys: resolve(config.STORE_KEYS ?? join(config.DATA_DIR, 'keys', 'files')),
    auditHeads: join(config.DATA_DIR, 'audit', 'heads.jsonl'),
    auditChecks: join(config.DATA_DIR, 'audit', 'checks.jsonl'),
    auditMonths: join(config.DATA_DIR, 'audit', 'months'),
  };
}
