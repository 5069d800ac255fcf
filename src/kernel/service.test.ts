import { expect, test } from 'vitest';
import { services, serviceUnit } from './service.ts';

test('every service has a unit and stands once', () => {
  expect(new Set(services).size).toBe(services.length);
  expect(Object.keys(serviceUnit).toSorted()).toEqual(services.toSorted());
});
