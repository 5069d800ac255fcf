import { required } from './main-web.ts';
import { openCodeToSend, readPersonEmail } from './modules/access/index.ts';
import { openReportEmail } from './modules/support/index.ts';
import { findSubject } from './modules/registry/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/db/database.ts';
import { queryableOf } from './platform/db/queryable-of.ts';
import type { Job } from './platform/jobs/worker.ts';
import { mailJobs } from './platform/mail/jobs.ts';
import type { FieldCipher } from './platform/secrets/field-cipher.ts';
import { createSmtpMailer } from './platform/mail/smtp.ts';

export interface Mail {
  readonly jobs: readonly Job<unknown>[];
  close(): void;
}

export interface MailOptions {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly secrets: FieldCipher;
  readonly onGivenUp: (letterId: string, reason: string) => void;
  readonly signal: AbortSignal;
}

/** Letters of this process: the server they go by, and where addresses come from. */
export function openMail(options: MailOptions): Mail {
  const { config, db, clock, onGivenUp, signal } = options;
  const mailer = createSmtpMailer({
    url: required(config.SMTP_URL, 'SMTP_URL'),
    from: config.MAIL_FROM,
    clock,
  });
  const jobs = mailJobs({
    ...{ db: queryableOf(db), clock, mailer, onGivenUp, signal },
    publicUrl: config.PUBLIC_URL,
    addressOf: (recipient) => addressOf(options, recipient),
    codeOf: async (recipient) => (await codeOf(options, recipient))?.code,
  });
  return { jobs, close: () => mailer.close() };
}

/**
 * A body has its address in the register, a person as they confirmed it or the identification
 * system told it; whoever reported an error without signing in left it there; a code goes to
 * the address that waits for it.
 */
async function addressOf(options: MailOptions, recipient: string): Promise<string | undefined> {
  const { db, secrets } = options;
  const [kind, id = ''] = recipient.split(':');
  if (kind === 'person') return readPersonEmail(queryableOf(db), secrets, BigInt(id));
  if (kind === 'error-report') return openReportEmail(queryableOf(db), secrets, BigInt(id));
  if (kind === 'contact-code') return (await codeOf(options, recipient))?.contact;
  if (kind !== 'subject') return undefined;
  return (await findSubject(db, BigInt(id)))?.email ?? undefined;
}

/** Undefined when the code is late: nobody gets a letter with one. */
async function codeOf({ db, clock, secrets }: MailOptions, recipient: string) {
  const [, codeId = ''] = recipient.split(':');
  return openCodeToSend({ db, clock, secrets }, codeId);
}
