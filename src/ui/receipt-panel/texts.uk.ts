export const receiptTexts = { number: 'Номер', time: 'Дата і час', next: 'Що далі' };
