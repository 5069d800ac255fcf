import { law } from '#kernel/law.ts';
import { periodOf } from '#kernel/period.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { rightsOnTerritory } from '#modules/registry/index.ts';
import type { Database, Tx } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Place } from '../places.ts';
import { tariffUnit, type TariffInput } from './tariff-input.ts';
import { readTariffProviders } from './tariff-reach.ts';
import {
  findNewestBilledMonth,
  listRivals,
  type NewTariff,
  type RivalTariff,
} from './tariffs.sql.ts';

export interface PreparedTariff {
  readonly tariff: NewTariff;
  readonly providerName: string;
  readonly place: Place;
  /** The open tariff that the new one ends on its first day. */
  readonly ends: RivalTariff | undefined;
}

/**
 * Checks a tariff against the registers (1039:15.4): the provider is one the subject enters tariffs
 * for, it may provide the service there, no month that is billed already is touched, and of one
 * kind no two hold on the same day. Changes nothing.
 */
export async function prepareTariff(
  at: { readonly db: Database | Tx; readonly now: Temporal.Instant },
  input: TariffInput,
): Promise<PreparedTariff | Refusal> {
  const { subjectId, ...given } = input;
  const providers = await readTariffProviders(at, subjectId);
  const provider = providers.find(({ providerId }) => providerId === given.providerId);
  const place = provider?.places.find(({ hromadaId }) => hromadaId === given.territoryId);
  if (provider === undefined || place === undefined) return refuse('not-their-tariff');
  const rights = await rightsOnTerritory(at.db, {
    territoryId: given.territoryId,
    on: given.validFrom,
    service: given.service,
  });
  if (!rights.some(({ providerId }) => providerId === given.providerId)) {
    return refuse('no-right', law('1039:15.4'));
  }
  const db = queryableOf(at.db);
  const billed = await findNewestBilledMonth(db, given.territoryId);
  const month = given.validFrom.with({ day: 1 });
  if (billed !== null && Temporal.PlainDate.compare(month, billed) <= 0) {
    return refuse('month-billed', law('1039:15.4'), { billed: periodOf(billed) });
  }
  const rivals = await listRivals(db, given, given.validFrom);
  const ends = rivals.find((rival) => givesWay(rival, given.validFrom));
  const other = rivals.find((rival) => rival !== ends);
  if (other !== undefined) return refuse('overlap', law('1039:15.4'), rangeOf(other));
  return {
    tariff: { ...given, unit: tariffUnit(given.service, given.component) },
    providerName: provider.name,
    place,
    ends,
  };
}

/** A tariff without an end set before ends when the next begins; one with an end keeps it. */
function givesWay(rival: RivalTariff, from: Temporal.PlainDate): boolean {
  return rival.validTo === null && Temporal.PlainDate.compare(rival.validFrom, from) < 0;
}

function rangeOf({ validFrom, validTo, decisionNumber }: RivalTariff) {
  return {
    from: validFrom.toString(),
    to: validTo === null ? '' : validTo.toString(),
    decision: decisionNumber,
  };
}
