import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import {
  findProvisionRights,
  findSubject,
  readSubjectNames,
  readTerritories,
  type Page,
  type ProvisionRight,
  type Subject,
  type SubjectKind,
  type SubjectName,
  type Territory,
} from '#modules/registry/index.ts';
import { listTariffs, type PublicTariff } from '#modules/settlements/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const input = z.object({
  subjectId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
  /** Page of the rights. */
  page: z.coerce.number().int().min(1).catch(1),
});

/** Organisations that have a page of their own on the portal. */
const shownKinds: ReadonlySet<SubjectKind> = new Set(['provider', 'manager', 'billing-centre']);

export interface ProviderFacts {
  readonly provider: Subject;
  readonly rights: Page<ProvisionRight>;
  readonly tariffs: readonly PublicTariff[];
  readonly providers: ReadonlyMap<bigint, SubjectName>;
  readonly territories: ReadonlyMap<number, Territory>;
  readonly today: Temporal.PlainDate;
}

/** A provider: contacts, rights with their history, tariffs now and in the past (1039:23.2.b). */
export const providerFacts = defineQuery({
  id: 'portal.provider',
  law: [law('1039:23.2.b'), law('1039:12.1'), law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input,
  async handle(
    { db, now }: Reading,
    { subjectId, page }: z.infer<typeof input>,
  ): Promise<ProviderFacts | Refusal> {
    const provider = await findSubject(db, subjectId);
    if (provider === undefined || !shownKinds.has(provider.kind)) {
      return refuse('provider-not-found');
    }
    const today = dayInKyiv(now);
    const rights = await findProvisionRights(db, today, {
      providerId: subjectId,
      inside: false,
      page,
    });
    const tariffs = await listTariffs(db, { providerId: subjectId });
    return {
      provider,
      rights,
      tariffs,
      providers: await readSubjectNames(db, [subjectId]),
      territories: await readTerritories(
        db,
        tariffs.map(({ territoryId }) => territoryId),
      ),
      today,
    };
  },
});
