/** Why a bill changed: names of causes for the drawing and the table, sentences for the page. */
export const texts = {
  chartUnit: 'грн',
  chartNote: 'Нараховане разом із перерахунками, без боргу й платежів.',
  tableCaption: 'Зміна за послугами',
  asServices: 'За кожною послугою',
  service: 'Послуга',
  days: 'Дні місяця',
  volume: 'Обсяг',
  price: 'Тариф',
  corrections: 'Перерахунки',
  total: 'Разом',
  volumeOf: (service: string) => `${service}: обсяг`,
  beganBlock: (service: string) => `${service}: додалося`,
  endedBlock: (service: string) => `${service}: припинилося`,
  otherVolume: 'Інші послуги: обсяг',
  allVolume: 'Обсяг послуг',
  title: (month: string) => `Чому сума інша, ніж у ${month}`,
  sameTitle: (month: string) => `Нараховано стільки ж, скільки у ${month}`,
  firstBill: 'Це перший рахунок. Порівняти ще немає з чим.',
  same: (month: string) => `Нараховано стільки ж, скільки у ${month}.`,
  more: (sum: string, month: string) => `Нараховано на ${sum} більше, ніж у ${month}.`,
  less: (sum: string, month: string) => `Нараховано на ${sum} менше, ніж у ${month}.`,
  main: {
    began: (service: string, sum: string) =>
      `Головна причина — почалися нарахування: ${service}, ${sum}.`,
    ended: (service: string, sum: string) =>
      `Головна причина — припинилися нарахування: ${service}, ${sum}.`,
    volumeUp: (service: string, sum: string) =>
      `Головна причина — більший обсяг: ${service}, ${sum}.`,
    volumeDown: (service: string, sum: string) =>
      `Головна причина — менший обсяг: ${service}, ${sum}.`,
    priceUp: (service: string, sum: string) => `Головна причина — вищий тариф: ${service}, ${sum}.`,
    priceDown: (service: string, sum: string) =>
      `Головна причина — нижчий тариф: ${service}, ${sum}.`,
    days: (service: string, sum: string) =>
      `Головна причина — інша кількість днів у місяці: ${service}, ${sum}.`,
    corrections: (service: string, sum: string) =>
      `Головна причина — перерахунок: ${service}, ${sum}.`,
  },
  samePrices: 'Тарифи ті самі.',
  priceEffect: (sum: string) => `Зміна тарифів дала ${sum}.`,
  correctionEffect: (sum: string) => `Перерахунки дали ${sum}.`,
} as const;
