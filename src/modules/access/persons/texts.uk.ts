/** Every Ukrainian string about people whom the administrator finds. */
export const texts = {
  removal: 'Другий крок входу',
  faults: {
    ground: 'Напишіть, як людина підтвердила, хто вона: до тисячі знаків.',
    'own-factors': 'Свій другий крок так не зняти. Це зробить інший адміністратор.',
    'no-factors': 'Другого кроку в цієї людини немає: знімати нічого.',
    rnokpp: 'РНОКПП має десять цифр. Перевірте, чи всі вони правильні.',
  },
} as const;
