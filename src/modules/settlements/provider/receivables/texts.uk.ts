export const texts = {
  byAge: 'Борг за віком',
  age: 'Вік боргу',
  hryvnias: 'грн',
} as const;
