import { grantProvisionRight, registerSubject } from '#modules/registry/index.ts';
import type { Database } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { AnyCommand, Operations } from '#platform/operations.ts';
import { system } from '#platform/principal.ts';
import type { Demonstration } from '../generator/demonstration.ts';
import { known } from './known.ts';
import { readGrantedRights, readSubjectIds, readTerritoryIds } from './state.sql.ts';

const documentOn = '2021-12-15';
const termFrom = '2022-01-01';

/**
 * Enters the firms of the demonstration and their rights by the platform's own commands. Each is a
 * transaction of its own, so what a killed start has entered is left out.
 */
export async function registerMissing(
  db: Database,
  operations: Operations,
  { subjects, hromadas }: Demonstration,
): Promise<void> {
  const queryable = queryableOf(db);
  const territoryIds = await readTerritoryIds(
    queryable,
    hromadas.map(({ code }) => code),
  );
  const subjectIds = await readSubjectIds(
    queryable,
    subjects.map(({ edrpou }) => edrpou),
  );
  const granted = await readGrantedRights(queryable);
  for (const { key, services, readingWindow, ...subject } of subjects) {
    const input = { ...subject, ...(readingWindow === null ? {} : { readingWindow }) };
    const providerId =
      subjectIds.get(subject.edrpou) ??
      BigInt((await enter(operations, registerSubject, input)).subjectId);
    for (const { code, council, providerKeys } of hromadas) {
      const territoryId = known(territoryIds.get(code), code);
      for (const [index, service] of services.entries()) {
        if (providerKeys[service] !== key) continue;
        if (granted.has(`${providerId}:${service}:${territoryId}`)) continue;
        await enter(operations, grantProvisionRight, {
          ...{ providerId, service, territoryId, documentOn, termFrom },
          documentTitle: council,
          documentNumber: `${subject.edrpou.slice(-4)}/${index + 1}`,
        });
      }
    }
  }
}

async function enter<I, O>(operations: Operations, command: AnyCommand<I, O>, input: unknown) {
  const outcome = await operations.carryOut(command, system, input);
  if (outcome.kind === 'done') return outcome.value;
  throw new Error(`${command.id}: ${JSON.stringify(outcome)}`);
}
