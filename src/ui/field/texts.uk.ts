export const fieldTexts = {
  optional: 'необов’язково',
  error: 'Помилка:',
  hryvnia: 'грн',
  choose: 'Оберіть',
};
