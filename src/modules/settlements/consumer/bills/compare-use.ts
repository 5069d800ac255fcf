import { divideHalfUp, kopiykas, type Money } from '#kernel/money.ts';
import type { Service } from '#kernel/service.ts';
import { perWhat, type PerWhat } from '../../rules/comparable-use.ts';
import type { RuleId } from '../../rules/trace.ts';

export interface UseOfService {
  readonly service: Service;
  readonly rule: RuleId;
  readonly volume: bigint;
  readonly amount: bigint;
}

/** Σ of volumes, sums and weights of many accounts. */
export interface PeerUse {
  readonly service: Service;
  readonly basis: RuleId;
  readonly accounts: number;
  readonly weight: bigint;
  readonly volume: bigint;
  readonly amount: bigint;
}

/** The household beside comparable ones (2119:8.3), for one person or one square metre. */
export interface Comparison {
  readonly service: Service;
  readonly per: PerWhat;
  /** The household is charged by the norm and the others by meters. */
  readonly ownByNorm: boolean;
  readonly accounts: number;
  readonly ownVolume: bigint;
  readonly peerVolume: bigint;
  readonly ownCost: Money;
  readonly peerCost: Money;
}

export interface Weights {
  readonly persons: bigint;
  /** Heated area in hundredths of a square metre. */
  readonly area: bigint;
}

const hundredths = 100n;

/** By which lines of others a line can be judged; norms of waste and areas are the same for all. */
const comparedWith: Readonly<Partial<Record<RuleId, RuleId>>> = {
  metered: 'metered',
  'metered-average': 'metered',
  norm: 'metered',
  'norm-after-three-months': 'metered',
  'follows-water': 'follows-water',
  'building-heat-share': 'building-heat-share',
};

/** Comparisons for the services that can be compared, in the order of the bill. */
export function compareUse(
  own: readonly UseOfService[],
  weights: Weights,
  peers: readonly PeerUse[],
): readonly Comparison[] {
  return own.flatMap((use) => {
    const ownByNorm = use.rule === 'norm' || use.rule === 'norm-after-three-months';
    const basis = basisFor(use);
    const peer = peers.find((row) => row.service === use.service && row.basis === basis);
    const per = perWhat(use.service);
    const weight = per === 'person' ? weights.persons : weights.area;
    if (peer === undefined || peer.weight <= 0n || weight <= 0n || use.volume < 0n) return [];
    const scale = per === 'person' ? 1n : hundredths;
    return [
      {
        service: use.service,
        per,
        ownByNorm,
        accounts: peer.accounts,
        ownVolume: divideHalfUp(use.volume * scale, weight),
        peerVolume: divideHalfUp(peer.volume * scale, peer.weight),
        ownCost: kopiykas(divideHalfUp(use.amount * scale, weight)),
        peerCost: kopiykas(divideHalfUp(peer.amount * scale, peer.weight)),
      },
    ];
  });
}

/** Sewerage by the norm is held against sewerage that follows metered water. */
function basisFor({ service, rule }: UseOfService): RuleId | undefined {
  const basis = comparedWith[rule];
  return service === 'sewerage' && basis === 'metered' ? 'follows-water' : basis;
}
