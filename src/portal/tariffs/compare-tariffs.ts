import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services, type Service } from '#kernel/service.ts';
import {
  findTerritoryByCode,
  listChildTerritories,
  readSubjectNames,
  readTerritories,
  type ChildTerritory,
  type SubjectName,
  type Territory,
} from '#modules/registry/index.ts';
import {
  listTariffs,
  type PublicTariff,
  type TariffComponent,
} from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

export const tariffComponents = [
  'volume',
  'fixed',
  'subscription',
] as const satisfies readonly TariffComponent[];

const isoDay = /^\d{4}-\d{2}-\d{2}$/;
const day = z
  .string()
  .regex(isoDay)
  .transform((text, context) => {
    try {
      return Temporal.PlainDate.from(text, { overflow: 'reject' });
    } catch {
      context.addIssue({ code: 'custom', message: 'no such day' });
      return z.NEVER;
    }
  });

const input = z.object({
  service: z.enum(services).catch('cold-water'),
  component: z.enum(tariffComponents).catch('volume'),
  territory: z
    .string()
    .regex(/^UA\d{17}$/)
    .optional(),
  on: day.optional().catch(undefined),
});

export interface TariffComparison {
  readonly service: Service;
  readonly component: TariffComponent;
  readonly on: Temporal.PlainDate;
  readonly territory: Territory | undefined;
  readonly tariffs: readonly PublicTariff[];
  readonly providers: ReadonlyMap<bigint, SubjectName>;
  readonly territories: ReadonlyMap<number, Territory>;
  /** For choosing. */
  readonly regions: readonly ChildTerritory[];
}

/** Prices of one service by all providers, in all or in one part of the country (1039:15.3). */
export const compareTariffs = defineQuery({
  id: 'portal.compare-tariffs',
  law: [law('1039:15.3'), law('1039:12.3'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle(
    { db, now }: Reading,
    given: z.infer<typeof input>,
  ): Promise<TariffComparison | Refusal> {
    const { service, component } = given;
    const today = dayInKyiv(now);
    const on = given.on ?? today;
    const all = await listTariffs(db, { service, component, on });
    const territory =
      given.territory === undefined ? undefined : await findTerritoryByCode(db, given.territory);
    if (given.territory !== undefined && territory === undefined) {
      return refuse('territory-not-found');
    }
    const territories = await readTerritories(
      db,
      all.map(({ territoryId }) => territoryId),
    );
    const tariffs =
      territory === undefined
        ? all
        : all.filter(({ territoryId }) => liesIn(territories.get(territoryId), territory));
    return {
      service,
      component,
      on,
      territory,
      tariffs,
      providers: await readSubjectNames(
        db,
        tariffs.map(({ providerId }) => providerId),
      ),
      territories,
      regions: await listChildTerritories(db, null, today),
    };
  },
});

function liesIn(territory: Territory | undefined, around: Territory): boolean {
  return territory?.path.some(({ territoryId }) => territoryId === around.territoryId) ?? false;
}
