import { expect } from 'vitest';
import { roles } from '#kernel/role.ts';
import { lawTest } from '#test/law-test.ts';
import { inPerson, isOpenTo, keyOf } from './membership.ts';

/** State bodies and administrators (1039:29.2), written from the regulation. */
const bySignature: ReadonlySet<string> = new Set([
  ...['local-authority', 'state-administration', 'regulator', 'cabinet-secretariat', 'ministry'],
  ...['owner', 'temporary-administrator', 'technical-administrator'],
]);

lawTest(['1039:29.2'], 'officials of state bodies are let in by a signature alone', () => {
  for (const role of roles) {
    for (const method of ['dig_sign', 'diia_id', 'key']) {
      expect([role, method, isOpenTo(method, role)]).toEqual([role, method, true]);
    }
    for (const method of ['bank_id', 'mobile_id', '']) {
      expect([role, method, isOpenTo(method, role)]).toEqual([
        role,
        method,
        !bySignature.has(role),
      ]);
    }
  }
});

lawTest(['1039:20', '1039:20.11'], 'a choice names a decision, a mandate or oneself', () => {
  const mandate = { mandateId: 5n, grantorName: 'Олена', acts: [] };
  expect(keyOf(inPerson)).toBe('self');
  expect(keyOf({ membershipId: 7n, mandate: null })).toBe('7');
  expect(keyOf({ membershipId: null, mandate })).toBe('mandate-5');
  expect(keyOf({ membershipId: 7n, mandate })).toBe('mandate-5');
});

lawTest(
  ['1039:34', '1039:45.1'],
  'everybody acts and signs for themselves without a decision',
  () => {
    expect(inPerson).toMatchObject({ membershipId: null, maySign: true, until: null });
  },
);
