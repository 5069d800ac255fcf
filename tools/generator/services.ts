import type { Service } from '#kernel/service.ts';
import type { Basis, ContractModel, HromadaInput, PlannedService } from './plan.ts';
import type { Random } from './random.ts';

export interface ServiceRequest {
  readonly kind: 'apartment' | 'private';
  readonly heating: 'central' | 'own';
  /** Whether the house has central heating, be it that this flat has left it. */
  readonly centralHouse: boolean;
  readonly collective: boolean;
  readonly gas: boolean;
  readonly providers: HromadaInput['providers'];
  readonly random: Random;
}

const waterMeterShare = 0.8;
const stoveMeterShare = 0.85;
const privateWaterShare = 0.85;
const privateSewerageShare = 0.6;

/** The services an account receives, in the order of the law's list. */
export function chooseServices(request: ServiceRequest): PlannedService[] {
  const lines: PlannedService[] = [];
  const add = (service: Service, basis: Basis, contractModel: ContractModel): void => {
    if (request.providers[service] !== undefined) lines.push({ service, basis, contractModel });
  };
  const { random } = request;
  const shared = request.collective ? 'collective' : 'individual';
  // All is drawn before anything is left out, so that a missing provider changes nothing else.
  const waterBasis = random.chance(waterMeterShare) ? 'meter' : 'norm';
  const stoveMetered = random.chance(stoveMeterShare);
  const gasBasis = request.heating === 'own' || stoveMetered ? 'meter' : 'norm';
  const water = random.chance(privateWaterShare) || request.kind === 'apartment';
  const sewerage = random.chance(privateSewerageShare) || request.kind === 'apartment';

  if (request.kind === 'apartment') add('management', 'area', 'individual');
  // A flat with its own boiler still pays for the heat of the house's common parts (2119:10.6).
  if (request.centralHouse) add('heat', 'building-share', shared);
  if (water) add('cold-water', waterBasis, shared);
  if (water && sewerage) add('sewerage', waterBasis, shared);
  add('waste', 'person', 'individual');
  add('electricity-supply', 'meter', 'individual');
  add('electricity-distribution', 'meter', 'individual');
  if (request.gas) {
    add('gas-supply', gasBasis, 'individual');
    add('gas-distribution', gasBasis, 'individual');
  }
  return lines;
}
