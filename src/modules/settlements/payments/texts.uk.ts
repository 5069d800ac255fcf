export const texts = {
  amountWrong: 'Введіть суму в гривнях, наприклад 250 або 1 234,50',
} as const;
