import { z } from 'zod';

const tls = z.enum(['required', 'off']).default('required');

/** How a server is reached: what an address of SMTP says. */
export interface SmtpAddress {
  readonly host: string;
  readonly port: number;
  /** From the first byte, by STARTTLS, or not at all. */
  readonly tls: 'at-once' | 'required' | 'off';
  readonly auth: { readonly user: string; readonly pass: string } | undefined;
}

const usualPorts = { 'smtp:': 587, 'smtps:': 465 } as const;

/**
 * Reads `smtps://user:password@host` (TLS from the first byte), `smtp://host` (STARTTLS, and no
 * letter without it) or `smtp://host?tls=off` (a relay on the same machine). Throws without
 * naming the address, which may hold a password.
 */
export function readSmtpAddress(text: string): SmtpAddress {
  const url = URL.parse(text);
  if (url === null || !isScheme(url.protocol) || url.hostname === '') {
    throw new Error('an address of SMTP is smtp://host or smtps://host');
  }
  const asked = tls.safeParse(url.searchParams.get('tls') ?? undefined);
  if (!asked.success) throw new Error('tls= of an address of SMTP is "required" or "off"');
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usualPorts[url.protocol] : Number(url.port),
    tls: url.protocol === 'smtps:' ? 'at-once' : asked.data,
    auth: user === '' ? undefined : { user, pass: decodeURIComponent(url.password) },
  };
}

function isScheme(protocol: string): protocol is keyof typeof usualPorts {
  return protocol in usualPorts;
}
