import { describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const socket = '/run/signatures/module.sock';

describe('who decides on trust in signatures', () => {
  test.each([
    { given: {}, driver: 'own' },
    { given: { NODE_ENV: 'test' }, driver: 'own' },
    { given: { NODE_ENV: 'production', SIGNATURE_OWN_IN_PRODUCTION: 'yes' }, driver: 'own' },
    { given: { SIGNATURE_DRIVER: 'sidecar', SIGNATURE_SIDECAR: socket }, driver: 'sidecar' },
    {
      given: { NODE_ENV: 'production', SIGNATURE_DRIVER: 'sidecar', SIGNATURE_SIDECAR: socket },
      driver: 'sidecar',
    },
    {
      given: {
        NODE_ENV: 'production',
        SIGNATURE_OWN_IN_PRODUCTION: 'yes',
        SIGNATURE_DRIVER: 'sidecar',
        SIGNATURE_SIDECAR: socket,
      },
      driver: 'sidecar',
    },
  ])('$given: the driver $driver', ({ given, driver }) => {
    expect(readConfig(given).SIGNATURE_DRIVER).toBe(driver);
  });

  test.each([
    { given: { NODE_ENV: 'production' }, says: /SIGNATURE_DRIVER: in production/ },
    {
      given: { NODE_ENV: 'production', SIGNATURE_OWN_IN_PRODUCTION: 'no' },
      says: /SIGNATURE_DRIVER: in production/,
    },
    {
      given: { NODE_ENV: 'production', SIGNATURE_DRIVER: 'own', SIGNATURE_SIDECAR: socket },
      says: /SIGNATURE_DRIVER: in production/,
    },
    {
      given: { NODE_ENV: 'production', SIGNATURE_OWN_IN_PRODUCTION: 'maybe' },
      says: /SIGNATURE_OWN_IN_PRODUCTION/,
    },
    { given: { SIGNATURE_DRIVER: 'sidecar' }, says: /SIGNATURE_SIDECAR: .*socket/ },
    {
      given: { SIGNATURE_DRIVER: 'sidecar', SIGNATURE_SIDECAR: '' },
      says: /SIGNATURE_SIDECAR: .*socket/,
    },
    {
      given: { NODE_ENV: 'production', SIGNATURE_DRIVER: 'sidecar' },
      says: /SIGNATURE_SIDECAR: .*socket/,
    },
    { given: { SIGNATURE_DRIVER: 'other' }, says: /SIGNATURE_DRIVER/ },
  ])('$given: does not start', ({ given, says }) => {
    expect(() => readConfig(given)).toThrow(says);
  });

  test('production goes by the true time', () => {
    const given = {
      ...{ NODE_ENV: 'production', SIGNATURE_OWN_IN_PRODUCTION: 'yes' },
      CLOCK_DAYS_BEHIND: '1',
    };
    expect(() => readConfig(given)).toThrow(/CLOCK_DAYS_BEHIND/);
  });
});

describe('the security server of the Trembita system', () => {
  const url = 'https://server.example';
  const production = { NODE_ENV: 'production', SIGNATURE_OWN_IN_PRODUCTION: 'yes' };
  const tls = {
    ...{ TREMBITA_TLS_CERTIFICATE: 'c.pem', TREMBITA_TLS_KEY: 'k.pem' },
    TREMBITA_TLS_AUTHORITY: 'a.pem',
  };

  test.each([
    {},
    { TREMBITA_URL: 'http://server.example' },
    { TREMBITA_URL: url, ...tls },
    { TREMBITA_CLIENT: 'SEVDEIR/GOV/43395033/ZHKP', TREMBITA_PROPERTY_RIGHTS: 'A/B/C/D/E' },
  ])('%j: starts', (given) => {
    expect(readConfig(given)).toMatchObject(given);
  });

  test.each([
    { given: { TREMBITA_URL: url }, says: /https needs the three/ },
    { given: { ...tls, TREMBITA_URL: 'http://server.example' }, says: /https address/ },
    {
      given: { ...production, TREMBITA_URL: 'http://server.example' },
      says: /TREMBITA_CLIENT: production/,
    },
    { given: { ...tls, TREMBITA_TLS_KEY: '' }, says: /all three or none/ },
    { given: { TREMBITA_CLIENT: 'A/B/C' }, says: /TREMBITA_CLIENT/ },
    { given: { TREMBITA_CLIENT: 'A/B/C/D\nX: y' }, says: /TREMBITA_CLIENT/ },
    { given: { TREMBITA_PROPERTY_RIGHTS: 'A/B/C/D' }, says: /TREMBITA_PROPERTY_RIGHTS/ },
  ])('$given: does not start', ({ given, says }) => {
    expect(() => readConfig(given)).toThrow(says);
  });
});
