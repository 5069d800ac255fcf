import { systemClock } from '#platform/clock.ts';
import { openDatabase } from '#platform/db/database.ts';
import { mailJobs } from '#platform/mail/jobs.ts';
import { createSmtpMailer } from '#platform/mail/smtp.ts';

/** Sends what is due until it is killed: `sender-process.ts DATABASE_URL SMTP_URL`. */
const [, , url = '', smtpUrl = ''] = process.argv;
const { pool } = openDatabase({ url, role: 'zhkp_worker' });
const [job] = mailJobs({
  db: pool,
  clock: systemClock,
  mailer: createSmtpMailer({ url: smtpUrl, from: 'no-reply@zhkp.example', clock: systemClock }),
  publicUrl: 'https://zhkp.example',
  addressOf: (recipient) => Promise.resolve(`${recipient.replace(':', '-')}@consumer.example`),
  onGivenUp: () => undefined,
  signal: new AbortController().signal,
});
process.stdout.write('begins\n');
await job?.handle({});
process.stdout.write('idle\n');
