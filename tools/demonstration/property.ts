import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PropertyRecord, RecordedRight } from '#counterparts/trembita/property-rights.ts';
import { findAccount } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import type { DemonstrationConsumer } from '../generator/demonstration-plan.ts';
import { known } from './known.ts';

/** Its name in the folder of the demonstration. */
export const propertyFile = 'property.json';
const registrationDigits = 13;

/**
 * What the play register of property rights tells: each consumer owns the home that they have an
 * account for; the last one shares it with the one before, so that there are several owners too.
 */
export async function writePropertyFile(
  path: string,
  db: Database,
  consumers: readonly DemonstrationConsumer[],
): Promise<void> {
  const records = await Promise.all(
    consumers.map(async ({ accountId, rnokpp }, index): Promise<PropertyRecord> => {
      const { building, premises } = known(await findAccount(db, accountId), 'account');
      const other = index === consumers.length - 1 ? consumers[index - 1] : undefined;
      return {
        registrationNumber: String(index + 1).padStart(registrationDigits, '0'),
        katottg: building.settlement.code,
        ...{ street: building.street, house: building.houseNumber },
        ...(premises.kind === 'house' ? {} : { apartment: premises.number }),
        rights: other === undefined ? [sole(rnokpp)] : [half(rnokpp), half(other.rnokpp)],
      };
    }),
  );
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, JSON.stringify(records));
}

function sole(rnokpp: string): RecordedRight {
  return { rnokpp, form: 'sole' };
}

function half(rnokpp: string): RecordedRight {
  return { rnokpp, form: 'shared', share: '1/2' };
}

/** Nothing where no demonstration was made. */
export async function readPropertyFile(path: string): Promise<readonly PropertyRecord[]> {
  return JSON.parse(await readFile(path, 'utf8').catch(() => '[]')) as PropertyRecord[];
}
