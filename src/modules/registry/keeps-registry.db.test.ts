import { system } from '#platform/principal.ts';
import { freshDatabase, type TestDatabase } from '#test/database.ts';
import { lawTest } from '#test/law-test.ts';
import { registryOffice, type RegistryOffice } from '#test/registry-office.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { grantProvisionRight } from './grant-provision-right.ts';
import { importTerritoryStatuses } from './import-territory-statuses.ts';
import { recordProvisionEvent } from './record-provision-event.ts';
import { checkSubject, registerSubject } from './register-subject.ts';
import { seedFacts } from './seed-facts.ts';
import { findTerritoryByCode } from './territories.sql.ts';
import { loadTerritories, territoryEditions, uploadTerritories } from './territory-upload.ts';

const now = Temporal.Instant.from('2026-11-21T09:00:00Z');
const administrator = { ...system, role: 'technical-administrator', personId: 7n } as const;

let database: TestDatabase;
let office: RegistryOffice;
let territoryId: number | undefined;
beforeAll(async () => {
  database = await freshDatabase();
  const owner = database.as('zhkp_owner').db;
  await owner.transaction().execute((tx) => seedFacts(tx, { demonstration: true }));
  const app = database.web();
  office = registryOffice(app, now);
  territoryId = (await findTerritoryByCode(app.db, 'UA05029900100099002'))?.territoryId;
});
afterAll(() => database.drop());

/** The newest entry of a command, opened. */
async function logged(command: string) {
  const { rows } = await database.pool.query<{ subject: string; actor: string; outcome: string }>(
    `select max(value) filter (where field = 'subject') as subject,
            max(value) filter (where field = 'actor') as actor, entry.outcome
     from audit.entry join audit.opening using (entry_id)
     where entry.command = $1 group by entry.entry_id order by entry.transaction_id desc limit 1`,
    [command],
  );
  return rows[0];
}

describe('every change of the registry', () => {
  lawTest(['1039:66', '1039:75'], 'is of the technical administrator and in the log', async () => {
    const subject = { kind: 'provider', name: 'Нове', shortName: 'Нове', edrpou: '31557119' };
    const { subjectId } = await office.enter(registerSubject, subject);
    await office.carryOut(registerSubject, { ...subject, edrpou: '32855961' }, administrator);
    expect(await logged('registry.register-subject')).toEqual({
      subject: 'edrpou:32855961',
      actor: 'person:7:technical-administrator:-',
      outcome: 'done',
    });
    await office.carryOut(registerSubject, subject, administrator);
    expect(await logged('registry.register-subject')).toMatchObject({ outcome: 'refused' });
    const { rightId } = await office.enter(grantProvisionRight, {
      providerId: subjectId,
      service: 'hot-water',
      territoryId,
      documentTitle: 'Ліцензія',
      documentNumber: 'Г-1',
      documentOn: '2020-01-10',
      termFrom: '2020-02-01',
    });
    expect(await logged('registry.grant-provision-right')).toMatchObject({
      subject: `subject:${subjectId}`,
      actor: 'system',
    });
    const stop = { rightId, kind: 'stop', occurredOn: '2024-01-01', ground: 'Рішення суду' };
    await office.enter(recordProvisionEvent, stop);
    expect(await logged('registry.record-provision-event')).toMatchObject({
      subject: `right:${rightId}`,
    });
    const file = Buffer.from('katottg,status,from,to');
    await office.enter(importTerritoryStatuses, { file });
    expect(await logged('registry.import-territory-statuses')).toMatchObject({
      subject: 'territory-statuses',
    });
  });

  test.each(['ministry', 'provider', 'individual-consumer', 'anonymous'] as const)(
    'is hidden from %s',
    async (role) => {
      const by = { ...administrator, role };
      const { operations } = office;
      const outcomes = await Promise.all([
        operations.carryOut(registerSubject, by, {}),
        operations.carryOut(grantProvisionRight, by, {}),
        operations.carryOut(recordProvisionEvent, by, {}),
        operations.carryOut(uploadTerritories, by, {}),
        operations.carryOut(loadTerritories, by, {}),
        operations.carryOut(importTerritoryStatuses, by, {}),
        operations.ask(territoryEditions, by, {}),
        operations.ask(checkSubject, by, {}),
      ]);
      expect(outcomes.map(({ kind }) => kind)).toEqual(outcomes.map(() => 'hidden'));
    },
  );
});
