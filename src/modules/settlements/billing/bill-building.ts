import { formatDecimal } from '#kernel/quantity.ts';
import { distributeHeat, type HeatedPremises, type HeatShare } from '../rules/heat-distribution.ts';
import { meteredVolume } from '../rules/metered-volume.ts';
import { billAccount } from './bill-account.ts';
import { readMeter } from './meter-volume.ts';
import type {
  AccountInput,
  BilledBuilding,
  BuildingInput,
  BuildingVolume,
  Question,
  RunContext,
} from './model.ts';

interface BuildingHeat {
  readonly shares: ReadonlyMap<bigint, HeatShare>;
  readonly volumes: readonly BuildingVolume[];
  readonly questions: readonly Question[];
}

const noHeat: BuildingHeat = { shares: new Map(), volumes: [], questions: [] };

/**
 * Charges a building: what its own meter measured is shared out first (step 3 and 4 of the monthly
 * run), then each account is charged.
 */
export function billBuilding(building: BuildingInput, run: RunContext): BilledBuilding {
  const heat = shareHeat(building, run);
  const accounts = building.accounts.map((account, index) => {
    const billed = billAccount(account, heat.shares.get(account.accountId), run);
    // What concerns the building stands once, with its first account.
    if (index > 0 || heat.questions.length === 0) return billed;
    return { ...billed, questions: [...heat.questions, ...billed.questions] };
  });
  return { accounts, volumes: heat.volumes };
}

function shareHeat(building: BuildingInput, run: RunContext): BuildingHeat {
  const { heatMeter } = building;
  const rules = run.numbers.heat;
  const heated = building.accounts.filter(isHeated);
  if (heated.length === 0 || rules === null) return noHeat;
  if (heatMeter === undefined) {
    return { ...noHeat, questions: [buildingQuestion('building-meter-missing', {})] };
  }
  const read = readMeter(heatMeter, run);
  const total = read.zones[0]?.volume;
  if (total === undefined) {
    return { ...noHeat, questions: [buildingQuestion('building-meter-missing', read.inputs)] };
  }
  const premises = heated.map(toPremises);
  if (total <= 0n || premises.every(({ area }) => area === 0n)) return noHeat;
  const distribution = distributeHeat(total, premises, rules);
  const shares = new Map(distribution.shares.map((share) => [share.key, share]));
  const volume: BuildingVolume = {
    buildingId: building.buildingId,
    service: 'heat',
    total,
    distributed: distribution.shares.reduce((sum, share) => sum + share.total, 0n),
    trace: {
      ...read.inputs,
      system: formatDecimal(distribution.system, 6),
      common: formatDecimal(distribution.common, 6),
      premises: formatDecimal(distribution.premises, 6),
      functionShare: formatDecimal(rules.functionShare, 6),
      commonShare: formatDecimal(rules.commonShare, 6),
      leastShare: formatDecimal(rules.leastShare, 6),
      area: formatDecimal(
        premises.reduce((sum, { area }) => sum + area, 0n),
        2,
      ),
    },
  };
  const questions = distribution.metersExceedBuilding
    ? [buildingQuestion('meters-exceed-building', { total: formatDecimal(total, 6) })]
    : [];
  return { shares, volumes: [volume], questions };
}

function isHeated(account: AccountInput): boolean {
  return account.services.some(({ service }) => service === 'heat');
}

function toPremises(account: AccountInput): HeatedPremises {
  const meter = account.meters.find(({ service }) => service === 'heat');
  return {
    key: account.accountId,
    area: account.heatedArea,
    heating: account.heating === 'own' ? 'own' : 'central',
    metered: meter === undefined ? null : flatHeat(meter),
  };
}

/** Heat by the flat's own meter; a meter without both readings counts as none. */
function flatHeat(meter: AccountInput['meters'][number]): bigint | null {
  const zone = meter.zones[0];
  if (zone?.previous === undefined || zone.current === undefined) return null;
  const measured = meteredVolume(zone.previous.value, zone.current.value, meter.digits);
  return measured.kind === 'volume' ? measured.volume : null;
}

function buildingQuestion(
  kind: Question['kind'],
  details: Readonly<Record<string, string>>,
): Question {
  return { service: 'heat', kind, details };
}
