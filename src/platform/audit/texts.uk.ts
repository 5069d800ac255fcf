export const logFaults = {
  date: 'Введіть дату, наприклад 2026-11-21',
  tooLong: 'Текст задовгий',
} as const;
