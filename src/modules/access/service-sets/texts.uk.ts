/** Every Ukrainian string about sets of services. */
export const texts = {
  faults: {
    role: 'Оберіть групу користувачів.',
    service: 'Оберіть сервіс.',
    isOn: 'Оберіть, вмикати чи вимикати.',
    from: 'Вкажіть перший день.',
    until: 'Вкажіть останній день або лишіть порожнім.',
    reason: 'Напишіть, чому набір сервісів змінюється.',
    decision: 'Оберіть рішення.',
    other: 'Зберегти не вдалося. Спробуйте ще раз.',
  },
  refusals: {
    'not-offered': 'У цієї групи такого сервісу немає.',
    lifeline: 'Цей сервіс вимкнути не можна: без нього набори вже не змінити.',
    'in-the-past': 'Перший день уже минув. Оберіть сьогодні або пізніше.',
    'ends-early': 'Останній день раніший за перший.',
    'proposed-already': 'Саме таку зміну вже запропоновано: вона чекає згоди власника.',
    'changes-nothing': 'Це нічого не змінить: того дня так і є.',
    'switch-missing': 'Такої пропозиції немає.',
    'decided-already': 'Рішення за цією пропозицією вже прийнято.',
    'owner-agrees': 'Погодити може лише власник платформи.',
    'same-person': 'Погодити має інша людина, ніж та, що запропонувала.',
  } as Readonly<Record<string, string>>,
} as const;

export function serviceSetRefusalText(code: string): string {
  return texts.refusals[code] ?? texts.faults.other;
}
