import type { Period } from '#kernel/period.ts';
import { formatPeriod } from '#ui/format/time.ts';

export const texts = {
  title: 'Стіл',
  today: (day: string) => `Сьогодні ${day}`,
  month: (month: Period) => `Відкритий місяць: ${formatPeriod(month)}`,
  months: 'Відкриті місяці',
  readings: 'Показання',
  readingsUnit: 'лічильників',
  readingsNone: 'Лічильників у споживачів немає.',
  toImports: 'Передати показання файлом',
  toBilling: 'До нарахування',
  toUnread: 'Рахунки без показань',
  billedElsewhere: 'Рахунки формує інша установа. Ви бачите лише свої послуги.',

  toQuestions: 'Усі зауваження',
  lastRun: 'Останнє нарахування',
  lastRunNone: 'Нарахувань ще не було.',
  openRun: 'Відкрити',
  runAccounts: 'Рахунків',
  runStarted: 'Розпочато',
  runMonth: 'Місяць',
  runState: 'Стан',

  debt: 'Борг споживачів',
  toReceivables: 'Уся заборгованість',
  noBills: 'Борг з’явиться після першого нарахування.',

  placesTitle: 'Громади',
  place: 'Громада',
  accounts: 'Рахунків',
  openMonth: 'Відкритий місяць',
  received: 'Показання',
  ofAll: (received: string, awaited: string) => `${received} з ${awaited}`,
  last: 'Останнє нарахування',
  questions: 'На рішення',
} as const;
