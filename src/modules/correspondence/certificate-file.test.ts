import { expect, test } from 'vitest';
import { readCertificateFile } from './certificate-file.ts';

const der = Buffer.from([0x30, 0x03, 0x02, 0x01, 0x05]);
const block = (label: string) =>
  `-----BEGIN ${label}-----\r\n${der.toString('base64')}\r\n-----END ${label}-----\r\n`;

test.each([
  { of: 'DER', file: der },
  { of: 'PEM', file: Buffer.from(block('CERTIFICATE')) },
  {
    of: 'PEM with words before it and another certificate behind',
    file: Buffer.from(`subject=/CN=…\n${block('CERTIFICATE')}${block('CERTIFICATE')}`),
  },
])('a certificate is taken from $of', ({ file }) => {
  expect(readCertificateFile(file)).toEqual({ ok: true, certificate: Uint8Array.from(der) });
});

test.each([
  { of: 'no file', file: undefined, fault: 'certificate-missing' },
  { of: 'nothing', file: Buffer.alloc(0), fault: 'certificate-missing' },
  {
    of: 'a key beside its certificate',
    file: Buffer.from(block('CERTIFICATE') + block('ENCRYPTED PRIVATE KEY')),
    fault: 'private-key-sent',
  },
  { of: 'a key', file: Buffer.from(block('EC PRIVATE KEY')), fault: 'private-key-sent' },
])('$of is refused: $fault', ({ file, fault }) => {
  expect(readCertificateFile(file)).toEqual({ ok: false, fault });
});

test('what is no certificate is given on as it is', () => {
  const file = Buffer.from('not a certificate');
  expect(readCertificateFile(file)).toEqual({ ok: true, certificate: Uint8Array.from(file) });
});
