import type { TariffComponent } from '../../billing/model.ts';
import type { RuleId } from '../../rules/trace.ts';

/** How each line came about, in words that need no dictionary. */
export const ruleTitles: Readonly<Record<RuleId, string>> = {
  metered: 'За показаннями лічильника',
  'metered-average': 'За середнім споживанням, бо показань не було',
  norm: 'За нормою, бо лічильника немає',
  'norm-after-three-months': 'За нормою, бо лічильник не врахувати',
  'follows-water': 'За обсягом спожитої води',
  'building-heat-share': 'Частка тепла будинку',
  area: 'За площею приміщення',
  'waste-norm': 'За нормою на кожного мешканця',
  subscription: 'Плата за абонентське обслуговування',
  fixed: 'Постійна частина двоставкового тарифу',
};

export const componentNames: Readonly<Record<TariffComponent, string>> = {
  volume: 'обсяг',
  fixed: 'постійна частина',
  subscription: 'абонплата',
};

/** Where a reading came from. */
const readingSources: Readonly<Record<string, string>> = {
  consumer: 'передали ви',
  provider: 'зняв виконавець',
  file: 'з файлу виконавця',
  telemetry: 'дистанційне зчитування',
};

export function readingSource(source: string | undefined): string | undefined {
  return source === undefined ? undefined : readingSources[source];
}

/** Names of the zones of a meter with so many of them. */
export function zoneName(zone: number, zones: number): string {
  if (zones === 2) return zone === 1 ? 'день' : 'ніч';
  return ['пік', 'напівпік', 'ніч'][zone - 1] ?? '';
}

export const texts = {
  previousReading: 'Попереднє показання',
  currentReading: 'Поточне показання',
  consumed: 'Спожито',
  rolledOver: 'лічильник почав відлік спочатку',
  meterNotes: {
    replaced: ', знятий лічильник',
    beside: ', інший лічильник',
  } as Readonly<Record<string, string>>,
  hotWater: 'З них гарячої води',
  normDays: 'З них днів без повірки, сплачених за нормою',
  chargedSince: 'Уже нараховано раніше, без показань',
  carriedVolume: 'З попередніх місяців, коли не було тарифу',
  givenBack: (month: string) => `Повертаємо нараховане за ${month}`,
  givenBackPrice: (price: string) => `за тодішньою ціною, ${price}`,
  uncharged: 'Понад нараховане раніше',
  unchargedSource: 'грошей за це не брали, тому не повертаємо',
  returnedBefore: 'Уже повернуто перерахунком за актом',
  settled: 'Перерахунок за пізнім або виправленим показанням',
  historyVolume: 'Спожито за попередній час',
  historyVolumes: {
    'same-month': 'Спожито за цей місяць торік',
    'heating-season': 'Спожито за попередній опалювальний період',
    'this-season': 'Спожито від початку опалювального періоду',
  } as Readonly<Record<string, string>>,
  historyDays: (days: string) => `за ${days} дн.`,
  dailyAverage: 'Середнє за добу',
  averageSource: 'ваше споживання, не сусідів',
  lastReading: 'Останнє показання',
  monthDays: 'Днів у місяці',
  monthsByAverage: 'Місяців за середнім до цього',
  monthsByAverageSource: 'закон дозволяє не більше трьох',
  norm: 'Норма споживання',
  normPerPersonAndMonth: (value: string) => `${value} на особу за місяць`,
  normPerPersonAndYear: (value: string) => `${value} на особу за рік`,
  normByCouncil: 'встановлює місцева рада',
  normByRegulator: 'встановлює НКРЕКП',
  normPart: 'З норми припадає на лічильник без показань',
  residents: 'Зареєстровано мешканців',
  residentsValue: (count: string) => `${count} ос.`,
  residentsSource: 'реєстр приміщень',
  whyNorm: 'Чому за нормою',
  why: {
    'too-long': 'показань не було понад три місяці',
    'no-history': 'замало показань, щоб узяти середнє',
  } as Readonly<Record<string, string>>,
  verificationExpired: (date: string) => `строк повірки лічильника минув ${date}`,
  area: 'Площа приміщення',
  heatedArea: 'Опалювана площа квартири',
  allArea: 'Опалювана площа всіх квартир',
  areaSource: 'реєстр приміщень',
  waterVolume: 'Обсяг дорівнює спожитій воді',
  tariff: 'Тариф',
  decision: (number: string, date: string) => `№ ${number} від ${date}`,
  decidedBy: (authority: string, decisions: string) => `${authority}, рішення ${decisions}`,
  decisionUnknown: 'рішення не знайдено',
  validFrom: (from: string) => `чинний з ${from}`,
  validBetween: (from: string, to: string) => `був чинний ${from}–${to}`,
  vat: (percent: number, sum: string) => `У сумі вже є ПДВ ${percent} % — ${sum}.`,
  noVat: 'Без ПДВ.',
  exact: (sum: string) => `Точно ${sum}, округлення не було.`,
  rounded: (sum: string, result: string) =>
    `До округлення ${sum}; округлено один раз до ${result}.`,
  roundedFrom: (sum: string, result: string) =>
    `До округлення близько ${sum}; округлено один раз до ${result}.`,
  perYearDivided: (volume: string) => `${volume} ÷ 12`,
  buildingMeter: 'Лічильник будинку за місяць',
  buildingReadings: (from: string, to: string, dates: string) => `${from} → ${to}, ${dates}`,
  systemPart: (percent: string) => `Робота системи опалення, ${percent}`,
  commonPart: (percent: string) => `Під’їзди й інші спільні місця, ${percent}`,
  premisesPart: 'Залишилося на квартири',
  ownByArea: 'Опалення вашої квартири',
  ownByAreaSource: 'пропорційно площі',
  ownByMeterSource: 'за лічильником квартири',
  ownByAverageSource: 'за середнім лічильника квартири, бо показань не було',
  ownBoiler: 'у квартирі власне опалення',
  lifted: (percent: string) => `підвищено до найменшої частки, ${percent} середнього`,
  yourSystemPart: 'Ваша частка роботи системи',
  yourCommonPart: 'Ваша частка спільних місць',
  byAreaOfAll: 'за площею на всі квартири',
  ofBuilding: ', лічильник будинку',
  carried: 'Розподілено раніше понад показане, відніме наступний місяць',
  recalculated: 'Перерахунок тепла минулих місяців',
  recalculatedSource: 'надійшло показання лічильника квартири',
  yourTotal: 'Разом на вашу квартиру',
  balance: 'Сума всіх квартир будинку',
  balanceHolds: (total: string) => `дорівнює лічильнику будинку: ${total}`,
  method: {
    metered: (from: string, to: string) => `${from} → ${to}`,
    average: 'за середнім, без показань',
    norm: (norm: string, residents: string) => `норма ${norm} × ${residents} ос.`,
    heat: (area: string) => `частка будинку, ${area}`,
    area: 'за площею',
    monthly: 'щомісяця',
  },
} as const;
