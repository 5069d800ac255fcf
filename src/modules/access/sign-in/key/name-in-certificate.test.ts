import { expect, test } from 'vitest';
import { nameInCertificate } from './name-in-certificate.ts';

test.each([
  ['Зразкова Оксана Іванівна', 'Зразкова', 'Оксана', 'Іванівна'],
  ['  Зразкова   Оксана ', 'Зразкова', 'Оксана', null],
  ['Нечуй Левицький Іван Семенович', 'Нечуй Левицький', 'Іван', 'Семенович'],
  ['Зразкова', 'Зразкова', '', null],
])('%s', (commonName, surname, givenName, patronymic) => {
  expect(nameInCertificate(commonName)).toEqual({ surname, givenName, patronymic });
});
