import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { localPowers } from '#kernel/role.ts';
import { findTerritory } from '#modules/registry/index.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

/** The territory over which whoever asks has power; undefined when a decision names none. */
export const ownTerritory = defineQuery({
  id: 'dashboard.own-territory',
  law: [law('1039:26.3.h'), law('1039:25')],
  audience: localPowers,
  scope: { kind: 'self' },
  input: z.object({}),
  async handle({ db, principal }: Reading): Promise<{ readonly code: string | undefined }> {
    const { territoryId } = principal;
    const found = territoryId === null ? undefined : await findTerritory(db, territoryId);
    return { code: found?.code };
  },
});
