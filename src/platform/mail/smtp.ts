import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { err, ok, type Result } from '#kernel/result.ts';
import {
  createCircuitBreaker,
  usualCircuitLimits,
  type CircuitLimits,
} from '../circuit-breaker.ts';
import type { Clock } from '../clock.ts';
import type { Mailer, MailFailure, OutgoingLetter } from './mailer.ts';
import { readSmtpAddress } from './smtp-address.ts';

interface SmtpLimits {
  /** To connect, for the greeting, and for each answer. */
  readonly timeoutMs: number;
  readonly connectionsMax: number;
  readonly circuit: CircuitLimits;
}

const usualLimits: SmtpLimits = {
  timeoutMs: 10_000,
  connectionsMax: 4,
  circuit: usualCircuitLimits,
};

export interface SmtpOptions {
  readonly url: string;
  /** `Name <address>` or an address. */
  readonly from: string;
  readonly clock: Clock;
  readonly limits?: Partial<SmtpLimits>;
}

const firstPermanentCode = 500;
/** Only these are about the letter; a server that refuses us ourselves may think again. */
const commandsAboutTheLetter = new Set(['RCPT TO', 'DATA']);

/** What a line of a header may be: no line break can begin another header. */
const headerLine = z
  .string()
  .min(1)
  .max(250)
  .regex(/^\P{Cc}+$/u);
const recipient = z.email().max(254);

const failure = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
});

/** Sends letters over SMTP by a few connections that are kept open. */
export function createSmtpMailer({ url, from, clock, limits: given }: SmtpOptions): Mailer {
  const limits = { ...usualLimits, ...given };
  const { host, port, tls, auth } = readSmtpAddress(url);
  const sender = headerLine.parse(from);
  const domain = /@([^\s@>]+)>?$/.exec(sender)?.[1];
  if (domain === undefined) throw new Error('MAIL_FROM holds no address');
  const transport = createTransport({
    pool: true,
    ...{ host, port, secure: tls === 'at-once' },
    ...{ requireTLS: tls === 'required', ignoreTLS: tls === 'off' },
    ...(auth === undefined ? {} : { auth }),
    connectionTimeout: limits.timeoutMs,
    greetingTimeout: limits.timeoutMs,
    socketTimeout: limits.timeoutMs,
    dnsTimeout: limits.timeoutMs,
    maxConnections: limits.connectionsMax,
    // A letter whose answer got lost is tried again by its own row, after a pause, not here.
    maxRequeues: 0,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  const breaker = createCircuitBreaker(limits.circuit, clock);

  return {
    circuit: () => breaker.state(),
    close: () => transport.close(),
    async send(letter) {
      if (!isWellFormed(letter)) return err({ kind: 'never' });
      const pass = breaker.enter();
      if (pass === undefined) return err({ kind: 'away' });
      const outcome = await transport
        .sendMail({
          from: sender,
          to: { name: '', address: letter.to },
          subject: letter.subject,
          text: letter.text,
          messageId: `<${letter.id}@${domain}>`,
          headers: { 'auto-submitted': 'auto-generated' },
        })
        .then(() => ok('sent' as const), failureOf);
      if (!outcome.ok && outcome.error.kind === 'away') pass.failed();
      else pass.succeeded();
      return outcome;
    },
  };
}

function isWellFormed({ to, subject }: OutgoingLetter): boolean {
  return recipient.safeParse(to).success && headerLine.safeParse(subject).success;
}

function failureOf(error: unknown): Result<'sent', MailFailure> {
  const { code, command, responseCode } = failure.parse(error);
  if (code === undefined && responseCode === undefined) throw error;
  if (responseCode === undefined || code === 'EAUTH') return err({ kind: 'away' });
  const aboutTheLetter = commandsAboutTheLetter.has(command ?? '');
  if (!aboutTheLetter) return err({ kind: 'away' });
  return err({ kind: responseCode >= firstPermanentCode ? 'never' : 'later' });
}
