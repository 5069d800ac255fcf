import { weightOf } from '../rules/comparable-use.ts';
import type { BilledAccount } from './model.ts';

/** What households of one kind used of a service together, by how it was found. */
export interface PeerUse {
  readonly premisesKind: string;
  readonly heating: string;
  readonly service: string;
  readonly basis: string;
  accounts: bigint;
  weight: bigint;
  volume: bigint;
  amount: bigint;
}

/**
 * Sums of comparable households (2119:8.3). What a household gets back for an earlier month is not
 * use of this one, and one without residents or heated area has nothing to be counted for.
 */
export function sumPeerUse(accounts: readonly BilledAccount[]): readonly PeerUse[] {
  const groups = new Map<string, PeerUse>();
  for (const { account, charges } of accounts) {
    const { premisesKind, heating } = account;
    for (const { service, component, basis, volume, amount } of charges) {
      const weight = weightOf(service, account);
      if (component !== 'volume' || volume < 0n || weight <= 0n) continue;
      const key = `${premisesKind}:${heating}:${service}:${basis}`;
      let group = groups.get(key);
      if (group === undefined) {
        const sums = { accounts: 0n, weight: 0n, volume: 0n, amount: 0n };
        group = { premisesKind, heating, service, basis, ...sums };
        groups.set(key, group);
      }
      group.accounts += 1n;
      group.weight += weight;
      group.volume += volume;
      group.amount += amount;
    }
  }
  return [...groups.values()];
}
