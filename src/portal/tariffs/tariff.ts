import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findSubject,
  findTerritory,
  type Subject,
  type Territory,
} from '#modules/registry/index.ts';
import {
  checkTariffArithmetic,
  findTariffInFull,
  type TariffArithmetic,
  type TariffInFull,
} from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const input = z.object({
  tariffId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
});

export interface TariffPageFacts extends TariffInFull {
  readonly provider: Subject;
  readonly territory: Territory;
  readonly arithmetic: TariffArithmetic;
  readonly today: Temporal.PlainDate;
}

/** A tariff with its decision, structure and what went before (1039:12.3, 1039:15.4). */
export const tariffFacts = defineQuery({
  id: 'portal.tariff',
  law: [law('1039:12.3'), law('1039:15.4'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle(
    { db, now }: Reading,
    { tariffId }: z.infer<typeof input>,
  ): Promise<TariffPageFacts | Refusal> {
    const found = await findTariffInFull(db, tariffId);
    if (found === undefined) return refuse('tariff-not-found');
    const { tariff, parts } = found;
    const provider = await findSubject(db, tariff.providerId);
    const territory = await findTerritory(db, tariff.territoryId);
    if (provider === undefined || territory === undefined) return refuse('tariff-not-found');
    const arithmetic = checkTariffArithmetic({
      ...tariff,
      items: parts.map(({ netPrice }) => netPrice),
    });
    return { ...found, provider, territory, arithmetic, today: dayInKyiv(now) };
  },
});
