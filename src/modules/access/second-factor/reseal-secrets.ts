import type { Queryable } from '#platform/db/queryable.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { readSecretsAfter, replaceSecret, secretColumn } from './generators.sql.ts';

const batch = 500;
const beforeAll = '00000000-0000-0000-0000-000000000000';

/** Puts secrets under the newest key; returns how many were under an older one. */
export async function resealSecrets(db: Queryable, secrets: FieldCipher): Promise<number> {
  let resealed = 0;
  let after = beforeAll;
  for (;;) {
    const generators = await readSecretsAfter(db, after, batch);
    for (const generator of generators) {
      const place = { column: secretColumn, rowId: generator.generatorId };
      const fresh = await secrets.reseal(place, generator.secret);
      if (fresh === undefined) continue;
      await replaceSecret(db, generator, fresh);
      resealed += 1;
    }
    const last = generators.at(-1);
    if (last === undefined) return resealed;
    after = last.generatorId;
  }
}
