export const texts = {
  download: 'Завантажити',
  csv: 'CSV',
  xlsx: 'XLSX',
  printHint: 'Сторінку можна роздрукувати.',
  country: 'Україна',
  pages: 'Сторінки списку',
  page: 'сторінка',
  territories: 'Території',
} as const;
