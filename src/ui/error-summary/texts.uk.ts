export const errorSummaryTexts = {
  title: 'Перевірте дані',
};
