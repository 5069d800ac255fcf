import { required } from './main-web.ts';
import { readPersonEmail } from './modules/access/index.ts';
import { findSubject } from './modules/registry/index.ts';
import type { Clock } from './platform/clock.ts';
import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/db/database.ts';
import { queryableOf } from './platform/db/queryable-of.ts';
import type { Job } from './platform/jobs/worker.ts';
import { mailJobs } from './platform/mail/jobs.ts';
import { createSmtpMailer } from './platform/mail/smtp.ts';

export interface Mail {
  readonly jobs: readonly Job<unknown>[];
  close(): void;
}

export interface MailOptions {
  readonly config: Config;
  readonly db: Database;
  readonly clock: Clock;
  readonly onGivenUp: (letterId: string, reason: string) => void;
  readonly signal: AbortSignal;
}

/** Letters of this process: the server they go by, and where addresses come from. */
export function openMail({ config, db, clock, onGivenUp, signal }: MailOptions): Mail {
  const mailer = createSmtpMailer({
    url: required(config.SMTP_URL, 'SMTP_URL'),
    from: config.MAIL_FROM,
    clock,
  });
  const jobs = mailJobs({
    ...{ db: queryableOf(db), clock, mailer, onGivenUp, signal },
    publicUrl: config.PUBLIC_URL,
    addressOf: (recipient) => addressOf(db, recipient),
  });
  return { jobs, close: () => mailer.close() };
}

/** A body has its address in the register, a person as the identification system told it. */
async function addressOf(db: Database, recipient: string): Promise<string | undefined> {
  const [kind, id = ''] = recipient.split(':');
  if (kind === 'person') return readPersonEmail(queryableOf(db), BigInt(id));
  if (kind !== 'subject') return undefined;
  return (await findSubject(db, BigInt(id)))?.email ?? undefined;
}
