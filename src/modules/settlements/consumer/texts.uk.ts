/** Words that more than one page of the consumer's cabinet says. */
export const texts = {
  home: 'Оселя',
  bills: 'Рахунки',
  readings: 'Показання',
  payments: 'Платежі',
  history: 'Історія',
  chooseAccount: 'Оберіть особовий рахунок',
  showAccount: 'Показати',
  account: 'Особовий рахунок',
  accountShort: (number: string) => `о/р ${number}`,
  address: 'Адреса приміщення',
  noAccountsTitle: 'До вашого кабінету ще не приєднано жодного рахунку',
  noAccountsLead:
    'Рахунок приєднує ваш виконавець послуг. Зверніться до нього з номером особового рахунку.',
  parameterUnverified: 'параметр не підтверджено',
  hryvnias: 'грн',
} as const;
