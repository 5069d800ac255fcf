export const tableTexts = {
  nothing: 'Нічого не знайдено',
  sortedUp: 'за зростанням',
  sortedDown: 'за спаданням',
};
