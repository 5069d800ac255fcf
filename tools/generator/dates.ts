const monthsInYear = 12;

/** Months since the year 0: dates of millions of rows are made by plain arithmetic. */
export function monthNumber(year: number, month: number): number {
  return year * monthsInYear + month - 1;
}

/** 'YYYY-MM-DD'; the day must be one that every month has (1–28). */
export function dateText(monthSinceZero: number, day: number): string {
  const year = Math.floor(monthSinceZero / monthsInYear);
  const month = (monthSinceZero % monthsInYear) + 1;
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function twoDigits(value: number): string {
  return value < 10 ? `0${value}` : String(value);
}
