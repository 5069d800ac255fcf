export const texts = {
  title: 'Хто дивився мої дані',
  lead: 'Кожен перегляд і кожна дія інших із вашим рахунком записані в журналі, який не можна змінити.',
  caption: 'Перегляди та дії інших осіб',
  none: 'Ніхто, крім вас, цього рахунку не відкривав.',
  when: 'Коли',
  who: 'Хто',
  what: 'Що робили',
  refused: 'не допущено',
  /** What each operation on an account is done for. */
  operations: {
    'provider-account': 'Переглянули рахунок',
    'correctable-charges': 'Переглянули нарахування, щоб виправити',
    'correct-charge': 'Виправили нарахування',
    'start-payment': 'Почали платіж',
    'access.disconnect-account': 'Відключили рахунок від свого кабінету',
    'access.decide-link': 'Розглянули запит на підключення',
    'access.show-account-people': 'Переглянули, хто має доступ до рахунку',
    'access.end-account-link': 'Припинили чийсь доступ до рахунку',
  } as Readonly<Record<string, string>>,
  other: 'Інша дія',
} as const;
