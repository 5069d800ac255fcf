/** Every Ukrainian string that stands on each document. */
export const texts = {
  letterhead: 'Єдина платформа ЖКП',
  page: (number: number, count: number) => `Сторінка ${number} з ${count}`,
  stamp: {
    title: 'Документ зареєстровано на платформі',
    number: 'Номер',
    date: 'Дата',
    signers: 'Підписали',
    check: 'Перевірити документ і підписи',
    qr: (url: string) => `QR-код сторінки перевірки: ${url}`,
  },
} as const;
