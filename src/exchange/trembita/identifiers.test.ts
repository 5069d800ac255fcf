import { expect, test } from 'vitest';
import { formatClientId, formatServiceId, parseClientId, parseServiceId } from './identifiers.ts';

test.each(['SEVDEIR-TEST/GOV/43395033/ZHKP', 'SEVDEIR/GOV/00015622/some.sub-system_1'])(
  'a subsystem %s is read and written',
  (text) => {
    const id = parseClientId(text);
    expect(id && formatClientId(id)).toBe(text);
  },
);

test.each(['A/B/C/D/Service', 'A/B/C/D/Service/v1'])('a service %s is read and written', (text) => {
  const id = parseServiceId(text);
  expect(id && formatServiceId(id)).toBe(text);
});

test.each(['', 'A/B/C', 'A/B/C/D/E', 'A/B//D', 'A/B/C/D\r\nx', 'A/B/C/Д'])(
  'no subsystem is «%s»',
  (text) => {
    expect(parseClientId(text)).toBeUndefined();
  },
);

test.each(['A/B/C/D', 'A/B/C/D/', 'A/B/C/D/E/F/G'])('no service is «%s»', (text) => {
  expect(parseServiceId(text)).toBeUndefined();
});
