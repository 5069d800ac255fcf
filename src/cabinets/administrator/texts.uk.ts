export const actorTexts: Readonly<Record<string, string>> = {
  system: 'Платформа',
  anonymous: 'Без входу',
  seed: 'Випуск платформи',
  'seed-review': 'Перевірка випуску',
};

export const serviceTexts = {
  parameters: 'Параметри',
  proposals: 'Пропозиції',
  subjects: 'Виконавці та права',
  territories: 'Території',
  audit: 'Журнал дій',
  store: 'Сховище',
  accessDesk: 'Подання про доступ',
  serviceSets: 'Набори сервісів',
  accessReport: 'Звіт про доступ',
  incidents: 'Події',
} as const;
