/** Every Ukrainian string of letters. */
export const texts = {
  /** What is told of a document, by the kind of the notice. */
  notices: {
    'document-arrived': {
      subject: 'Надійшов документ',
      text: 'До вашого електронного кабінету надійшов документ.',
    },
    'document-registered': {
      subject: 'Документ зареєстровано',
      text: 'Ваш документ зареєстровано.',
    },
    'document-returned': {
      subject: 'Документ повернуто',
      text: 'Ваш документ повернуто. Причину зазначено в кабінеті.',
    },
    'state-changed': {
      subject: 'Стан розгляду документа змінився',
      text: 'Стан розгляду вашого документа змінився.',
    },
    'decision-made': {
      subject: 'Ухвалено рішення за документом',
      text: 'За вашим документом ухвалено рішення.',
    },
    'term-ends': {
      subject: 'Завершується строк розгляду документа',
      text: 'Строк розгляду документа завершується наступного робочого дня.',
    },
    'term-passed': {
      subject: 'Строк розгляду документа минув',
      text: 'Строк розгляду документа минув.',
    },
  },
  numbered: (subject: string, number: string) => `${subject} № ${number}`,
  kind: 'Вид документа',
  number: 'Номер',
  link: 'Переглянути в кабінеті',
  foot: [
    'Єдина платформа ЖКП',
    'Цей лист надіслано автоматично. Відповідати на нього не потрібно.',
    'Платформа ніколи не просить пароль чи дані картки в листах.',
  ],
} as const;
