import { expect, test } from 'vitest';
import { pagePathOf } from './page-path.ts';

const publicUrl = 'https://zhkp.example';

test.each([
  ['https://zhkp.example/cabinet/bills/12?name=Шевченко#top', '/cabinet/bills/12'],
  ['/providers', '/providers'],
  ['https://zhkp.example', '/'],
  ['https://other.example/providers', undefined],
  ['https://zhkp.example.evil.example/', undefined],
  ['//other.example/a', undefined],
  ['javascript:alert(1)', undefined],
  ['https://zhkp.example/a%0d%0ab', '/a%0d%0ab'],
  ['https://zhkp.example/<script>', '/%3Cscript%3E'],
  [`/${'a'.repeat(300)}`, undefined],
  ['', '/'],
  [undefined, undefined],
])('%s is the page %s', (address, page) => {
  expect(pagePathOf(address, publicUrl)).toBe(page);
});
