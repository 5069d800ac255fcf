/** Every Ukrainian string about people whom the administrator finds. */
export const texts = {
  faults: {
    rnokpp: 'РНОКПП має десять цифр. Перевірте, чи всі вони правильні.',
  },
} as const;
