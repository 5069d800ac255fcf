import {
  importTerritoryStatuses,
  findTerritoryUpload,
  loadTerritories,
  registryRefusalText,
  territoryFileBytesMax,
  uploadTerritories,
} from '#modules/registry/index.ts';
import { scopeChecks } from '#modules/access/scope-checks.ts';
import { isRefusal } from '#kernel/result.ts';
import { auditTrail } from '#platform/audit/record.ts';
import { systemClock } from '#platform/clock.ts';
import { readConfig, type Config } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { migrate } from '#platform/db/migrate.ts';
import { Operations, type Outcome } from '#platform/operations.ts';
import { startEmbeddedPostgres } from '#platform/postgres/embedded.ts';
import { system } from '#platform/principal.ts';
import { mkdir, readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { readTerritoryArguments, type TerritoryArguments } from './territory-arguments.ts';
import { editionReport, statusReport } from './territory-report.ts';
import { texts } from './texts.uk.ts';

const root = join(import.meta.dirname, '..', '..');

/** Something that is said to the user and ends the command; not a defect. */
class Stop extends Error {}

try {
  const wish = readTerritoryArguments(process.argv.slice(2));
  if (typeof wish === 'string') throw new Stop(wish);
  const config = readConfig(process.env);
  const file = await readUpload(wish.file);
  await onDatabase(config, (operations) =>
    wish.kind === 'statuses' ? loadStatuses(operations, file, wish) : load(operations, file, wish),
  );
} catch (error) {
  console.error(error instanceof Stop ? error.message : error);
  process.exitCode = 1;
}

async function readUpload(path: string): Promise<Uint8Array> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new Stop(texts.noFile(path));
  if (found.size > territoryFileBytesMax) throw new Stop(texts.tooLarge);
  return readFile(path);
}

/** The configured database, or the platform's own, started when nobody has started it. */
async function onDatabase(
  config: Config,
  work: (operations: Operations) => Promise<void>,
): Promise<void> {
  const server = config.DATABASE_URL === undefined ? await ownServer(config) : undefined;
  const url = config.DATABASE_URL ?? server?.url ?? '';
  await migrate(url, join(root, 'db'));
  const database = openDatabase({ url, role: 'zhkp_worker' });
  try {
    const { db } = database;
    const audit = auditTrail(db);
    await work(new Operations({ db, users: db, clock: systemClock, scopes: scopeChecks, audit }));
  } finally {
    await database.close();
    if (server?.takenOver === false) await server.stop();
  }
}

async function ownServer(config: Config) {
  await mkdir(config.DATA_DIR, { recursive: true });
  return startEmbeddedPostgres({ projectRoot: root, dataDirectory: config.DATA_DIR });
}

type EditionWish = Extract<TerritoryArguments, { kind: 'edition' }>;

/** Shows what an edition changes, then loads it, by the same commands as the cabinet does. */
async function load(operations: Operations, file: Uint8Array, wish: EditionWish): Promise<void> {
  const { editionOn, source, takeGoodLines, acceptMassRetirement, checkOnly } = wish;
  const about = { editionOn, source, fileName: basename(wish.file), file };
  const uploaded = done(await operations.carryOut(uploadTerritories, system, about));
  const shown = done(await operations.ask(findTerritoryUpload, system, uploaded));
  const { report } = shown;
  if (report === null || isRefusal(report)) throw new Stop(report === null ? '' : said(report));
  console.log(editionReport(editionOn, report));
  if (checkOnly) return console.log(texts.checkedOnly);
  const choices = { ...uploaded, takeGoodLines, acceptMassRetirement };
  done(await operations.carryOut(loadTerritories, system, choices));
  console.log(texts.loaded);
}

async function loadStatuses(
  operations: Operations,
  file: Uint8Array,
  { takeGoodLines }: TerritoryArguments,
): Promise<void> {
  const input = { file, takeGoodLines };
  const outcome = await operations.carryOut(importTerritoryStatuses, system, input);
  console.log(statusReport(done(outcome)));
}

function done<O>(outcome: Outcome<O>) {
  if (outcome.kind === 'done') return outcome.value;
  if (outcome.kind === 'refused') throw new Stop(said(outcome.refusal));
  throw new Stop(
    outcome.kind === 'faults' ? outcome.faults.map(({ message }) => message).join('\n') : '',
  );
}

function said(refusal: Parameters<typeof registryRefusalText>[0]): string {
  const way = texts.waysOn[refusal.refusal];
  return [texts.refused, registryRefusalText(refusal), ...(way === undefined ? [] : [way])].join(
    '\n',
  );
}
