import type { MeteringPoint, PlannedAccount, PlannedHouse } from './plan.ts';
import { powerOfTen } from './powers.ts';
import type { Random } from './random.ts';

/** What a month was like. */
export interface MonthOfUse {
  /** 1 to 12. */
  readonly month: number;
  readonly days: number;
  /** Heating degree-days in tenths of °C·day. */
  readonly degreeDayTenths: number;
}

/** Whose consumption: a point of an account, or of a whole house (`account` null). */
export interface UseRequest {
  readonly house: PlannedHouse;
  readonly account: PlannedAccount | null;
  readonly point: MeteringPoint;
  readonly months: readonly MonthOfUse[];
  readonly random: Random;
}

const habitSigma = 0.3;
const noiseDeviation = 0.12;
const noiseMin = 0.3;
const summerFrom = 6;
const summerTo = 8;
const darkFrom = 10;
const darkTo = 3;

// m³ a month
const waterPerResident = 3.1;
const waterOfHome = 0.2;
const waterOfEmptyHome = 0.02;
const gardenFactor = 1.6;
// kWh a month
const electricityOfHome = 60;
const electricityPerResident = 48;
const electricityOfEmptyHome = 6;
const darknessFactor = 1.2;
// m³ of gas a month
const gasPerResident = 4.2;
// per m² of heated area and tenth of a degree-day
const boilerGas = 0.00055;
const boilerGasOfHouse = 0.0007;
const boilerElectricity = 0.0035;
const buildingHeatGcal = 0.000004;

const centiM2PerM2 = 100;

/** Consumption month by month in the smallest steps the meter shows, never negative. */
export function monthlySteps(request: UseRequest): number[] {
  const { point, months, random } = request;
  const stepsPerUnit = powerOfTen(point.meter.decimals);
  const habit = random.logNormal(1, habitSigma);
  return months.map((month) => {
    const noise = Math.max(noiseMin, 1 + noiseDeviation * random.normal());
    return Math.round(unitsOf(request, month, habit) * noise * stepsPerUnit);
  });
}

function unitsOf(request: UseRequest, month: MonthOfUse, habit: number): number {
  const { house, account, point } = request;
  if (account === null) {
    return (house.centralCentiM2 / centiM2PerM2) * month.degreeDayTenths * buildingHeatGcal;
  }
  if (point.service === 'cold-water') return waterOf(house, account, month) * habit;
  const boiler = boilerUse(house, account, month);
  if (point.service === 'gas-supply') return account.residents * gasPerResident * habit + boiler;
  const byBoiler = hasGas(account) ? 0 : boiler;
  return electricityOf(account, month) * habit + byBoiler;
}

function waterOf(house: PlannedHouse, account: PlannedAccount, { month }: MonthOfUse): number {
  if (account.residents === 0) return waterOfEmptyHome;
  const garden = house.kind === 'private' && month >= summerFrom && month <= summerTo;
  const usual = waterOfHome + account.residents * waterPerResident;
  return garden ? usual * gardenFactor : usual;
}

function electricityOf(account: PlannedAccount, { month }: MonthOfUse): number {
  if (account.residents === 0) return electricityOfEmptyHome;
  const dark = month >= darkFrom || month <= darkTo;
  const usual = electricityOfHome + account.residents * electricityPerResident;
  return dark ? usual * darknessFactor : usual;
}

/** Gas, or electricity where the house has no gas, that a home's own boiler takes. */
function boilerUse(
  house: PlannedHouse,
  account: PlannedAccount,
  { degreeDayTenths }: MonthOfUse,
): number {
  if (account.heating !== 'own') return 0;
  const areaByCold = (account.heatedCentiM2 / centiM2PerM2) * degreeDayTenths;
  if (!hasGas(account)) return areaByCold * boilerElectricity;
  return areaByCold * (house.kind === 'private' ? boilerGasOfHouse : boilerGas);
}

function hasGas(account: PlannedAccount): boolean {
  return account.services.some(({ service }) => service === 'gas-supply');
}
