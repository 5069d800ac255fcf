import { checkOpenings, checkTree } from '#platform/audit/check-tree.ts';
import { readHeads } from '#platform/audit/heads-file.ts';
import { readVerificationKeys } from '#platform/audit/keys.ts';
import { dataFolders, readConfig } from '#platform/config/config.ts';
import { openDatabase } from '#platform/db/database.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import { join } from 'node:path';

/**
 * Recomputes the whole audit tree of the database of DATABASE_URL from its entries and compares it
 * with what is stored, signed and published; says where it first departs from what was sealed.
 */
const config = readConfig(process.env);
if (config.DATABASE_URL === undefined) throw new Error('DATABASE_URL is not set');
const folders = dataFolders(config);
const database = openDatabase({ url: config.DATABASE_URL, role: 'zhkp_auditor' });
try {
  const db = queryableOf(database.db);
  const tree = await checkTree(db, {
    trusted: await readVerificationKeys(folders.keys),
    published: readHeads(join(folders.audit, 'heads.jsonl')),
  });
  const openings = await checkOpenings(db);
  console.log(JSON.stringify({ ...tree, ...openings }));
  if (tree.bad !== undefined || openings.badEntry !== undefined) process.exitCode = 1;
} finally {
  await database.close();
}
