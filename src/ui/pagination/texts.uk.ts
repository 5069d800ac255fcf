export const paginationTexts = {
  label: 'Сторінки',
  page: 'Сторінка',
  previous: 'Попередня',
  next: 'Наступна',
  skipped: 'пропущено сторінки',
  shown: 'Показано',
  of: 'з',
};
