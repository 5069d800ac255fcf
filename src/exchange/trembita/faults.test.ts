import { describe, expect, test } from 'vitest';
import { faultCodeOf, meaningOf } from './faults.ts';

const answer = (body: string, headers: Readonly<Record<string, string>> = {}) => {
  return { status: 500, headers, body, bytes: Buffer.from(body) };
};
const denied = 'Server.ServerProxy.AccessDenied';
const soap = (inside: string) =>
  `<e:Envelope><e:Body><e:Fault>${inside}</e:Fault></e:Body></e:Envelope>`;

describe('a fault of the exchange system is read', () => {
  test.each([
    ['in a header', answer('', { 'x-road-error': denied })],
    ['in JSON', answer(JSON.stringify({ type: denied, message: 'x', detail: 'y' }))],
    ['in both', answer(JSON.stringify({ type: denied }), { 'x-road-error': denied })],
    ['in a SOAP 1.1 Fault', answer(soap(`<faultcode>${denied}</faultcode>`))],
    ['in a SOAP 1.1 Fault with a prefix', answer(soap(`<faultcode>e:${denied}</faultcode>`))],
    ['in a SOAP 1.2 Fault', answer(soap(`<e:Code><e:Value>e:${denied}</e:Value></e:Code>`))],
  ])('%s', (_, response) => {
    expect(faultCodeOf(response)).toBe(denied);
  });

  test.each([
    ['data of a register', answer('{"result":"found","rights":[]}')],
    ['a type that is none of its codes', answer('{"type":"about:blank"}')],
    ['a page', answer('<h1>Server.ServerProxy.AccessDenied</h1>')],
    ['a header with something else', answer('', { 'x-road-error': 'oops <b>' })],
    ['nothing', answer('')],
  ])('and not in %s', (_, response) => {
    expect(faultCodeOf(response)).toBeUndefined();
  });
});

describe('a fault means', () => {
  test.each([
    'Server.ServerProxy.AccessDenied',
    'Server.ServerProxy.UnknownService',
    'Server.ServerProxy.ServiceDisabled',
    'Server.ServerProxy.ServiceDisabled.Night',
    'Server.ClientProxy.UnknownMember',
    'Server.ClientProxy.SslAuthenticationFailed',
    'Client.BadRequest',
  ])('%s: closed to us until an administrator mends it', (code) => {
    expect(meaningOf(code)).toBe('closed');
  });

  test.each([
    'Server.ServerProxy.ServiceFailed.HttpError',
    'Server.ServerProxy.ServiceFailed',
    'Server.ClientProxy.NetworkError',
    'Server.ClientProxy.OutdatedGlobalConf',
    'Server.ServerProxy.AccessDeniedForNow',
  ])('%s: away, and asked again', (code) => {
    expect(meaningOf(code)).toBe('away');
  });
});
