export const pagerTexts = { label: 'Попередня і наступна', previous: 'Назад', next: 'Далі' };
