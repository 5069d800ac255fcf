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
