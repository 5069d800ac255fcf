/** Every Ukrainian string that stands on each document. */
export const texts = {
  letterhead: 'Єдина платформа ЖКП',
  page: (number: number, count: number) => `Сторінка ${number} з ${count}`,
  numbered: (number: string, title: string) => `№ ${number}. ${title}`,
  stamp: {
    title: 'Документ зареєстровано на Єдиній платформі ЖКП',
    numberAndDate: (number: string, date: string) => `№ ${number} від ${date}`,
    signers: 'Підписали',
    check: 'Перевірте документ і підписи за QR-кодом або за адресою',
    qr: (url: string) => `QR-код сторінки перевірки документа: ${url}`,
  },
} as const;
