import { join } from 'node:path';
import type { Clock } from '../clock.ts';
import { dataFolders, type Config } from '../config/config.ts';
import type { Queryable } from '../db/queryable.ts';
import type { Blobs } from './blobs.ts';
import { openFolder } from './folder.ts';
import { openKeyFolder } from './keys.ts';
import type { FileStoreParts } from './store.ts';
import { openS3 } from './s3/s3.ts';
import type { OnDamage } from './report.ts';

const s3SilenceMsMax = 30_000;
const s3PausesMs = [200, 1_000, 3_000] as const;

export interface OpenOptions {
  readonly config: Config;
  readonly db: Queryable;
  readonly clock: Clock;
  readonly onDamage: OnDamage;
}

/** What the store of files and its jobs work with, as the settings say. */
export async function openFileStore(options: OpenOptions): Promise<FileStoreParts> {
  const { config, db, clock, onDamage } = options;
  const folders = dataFolders(config);
  const blobs = await (config.STORE === 's3' ? openBucket(options) : openFolder(folders.files));
  const ring = await openKeyFolder(folders.fileKeys);
  return { db, blobs, ring, clock, onDamage };
}

function openBucket({ config, clock }: OpenOptions): Promise<Blobs> {
  if (config.STORE_S3_URL === undefined) throw new Error('STORE=s3 needs STORE_S3_URL');
  const lock = config.STORE_S3_LOCK;
  return openS3({
    url: config.STORE_S3_URL,
    bucket: config.STORE_S3_BUCKET,
    draftsDirectory: join(dataFolders(config).files, 'drafts'),
    credentials: {
      accessKeyId: config.STORE_S3_ACCESS_KEY_ID,
      secretAccessKey: config.STORE_S3_SECRET_ACCESS_KEY,
      region: config.STORE_S3_REGION,
    },
    ...(lock !== 'none' && {
      lock: {
        mode: lock === 'compliance' ? 'COMPLIANCE' : 'GOVERNANCE',
        days: config.STORE_S3_LOCK_DAYS,
      },
    }),
    clock,
    silenceMsMax: s3SilenceMsMax,
    pausesMs: s3PausesMs,
  });
}
