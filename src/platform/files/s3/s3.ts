import type { IncomingMessage } from 'node:http';
import { makeDirectory } from '../durable.ts';
import {
  FileTrouble,
  isBlobName,
  type BlobListing,
  type BlobName,
  type Blobs,
  type FinishedDraft,
} from '../blobs.ts';
import { send, textOf, type S3Access } from './request.ts';

export interface S3Options extends S3Access {
  /** Address of the service; the bucket is the first part of the path. */
  readonly url: string;
  readonly bucket: string;
  readonly draftsDirectory: string;
  /** Object lock: until that many days have passed nobody can delete a blob. */
  readonly lock?: { readonly mode: 'GOVERNANCE' | 'COMPLIANCE'; readonly days: number };
}

const ok = 200;
const noContent = 204;
const forbidden = 403;
const notFound = 404;
const alreadyThere = 412;
const hoursADay = 24;
/** A thousand names take about a third of it. */
const listCharsMax = 1024 * 1024;

/** Blobs in a bucket of an S3-compatible store. */
export async function openS3(options: S3Options): Promise<Blobs> {
  await makeDirectory(options.draftsDirectory);
  return {
    draftsDirectory: options.draftsDirectory,
    keep: (name, draft) => keep(options, name, draft),
    async read(name) {
      const answer = await send(options, { method: 'GET', url: urlOf(options, name) });
      if (isOfObject(answer)) return piecesOf(answer, name);
      throw await troubleOf(answer, name);
    },
    list: (after, namesMax) => list(options, after, namesMax),
    async delete(name) {
      const answer = await send(options, { method: 'DELETE', url: urlOf(options, name) });
      if (answer.statusCode === forbidden) {
        await textOf(answer);
        return false;
      }
      const isGone = answer.statusCode === noContent || answer.statusCode === notFound;
      if (!isGone) throw await troubleOf(answer, name);
      await textOf(answer);
      return true;
    },
  };
}

/**
 * The store answers when the bytes are durable and as they were sent. A name is never used twice,
 * so a blob that is "already there" is ours, from an attempt whose answer was lost.
 */
async function keep(options: S3Options, name: BlobName, draft: FinishedDraft): Promise<void> {
  const url = urlOf(options, name);
  const checksum = draft.blobSha256.toBase64();
  const answer = await send(options, {
    method: 'PUT',
    url,
    headers: { 'if-none-match': '*', 'x-amz-checksum-sha256': checksum, ...lockOf(options) },
    body: { path: draft.path, bytes: draft.blobBytes, sha256: draft.blobSha256.toHex() },
  });
  if (isOfObject(answer)) return void (await textOf(answer));
  if (answer.statusCode !== alreadyThere) throw await troubleOf(answer, name);
  await textOf(answer);
  const headers = { 'x-amz-checksum-mode': 'ENABLED' };
  const there = await send(options, { method: 'HEAD', url, headers });
  const isOurs =
    there.headers['content-length'] === String(draft.blobBytes) &&
    (there.headers['x-amz-checksum-sha256'] ?? checksum) === checksum;
  await textOf(there);
  if (!isOurs) throw new FileTrouble('unreachable', `${name} is taken by other bytes`);
}

async function list(
  options: S3Options,
  after: string,
  namesMax: number,
): Promise<readonly BlobListing[]> {
  const url = urlOf(options, '');
  url.searchParams.set('list-type', '2');
  url.searchParams.set('max-keys', String(namesMax));
  if (after !== '') url.searchParams.set('start-after', after);
  const answer = await send(options, { method: 'GET', url });
  if (answer.statusCode !== ok) throw await troubleOf(answer, 'listing');
  const text = await textOf(answer, listCharsMax);
  if (!text.includes('</ListBucketResult>')) throw new FileTrouble('unreachable', 'listing');
  // Our names are hexadecimal, so nothing in these elements is escaped.
  return Array.from(text.matchAll(/<Contents>(.*?)<\/Contents>/gs), ([, entry = '']) => ({
    name: elementOf(entry, 'Key'),
    writtenAt: Temporal.Instant.from(elementOf(entry, 'LastModified')),
  })).filter((entry): entry is BlobListing => isBlobName(entry.name));
}

function elementOf(xml: string, name: string): string {
  return new RegExp(`<${name}>(.*?)</${name}>`, 's').exec(xml)?.[1] ?? '';
}

function lockOf({ lock, clock }: S3Options): Readonly<Record<string, string>> {
  if (lock === undefined) return {};
  const until = clock.now().add({ hours: lock.days * hoursADay });
  return {
    'x-amz-object-lock-mode': lock.mode,
    'x-amz-object-lock-retain-until-date': until.toString({ smallestUnit: 'second' }),
  };
}

function urlOf({ url, bucket }: S3Options, name: string): URL {
  return new URL(`${url.replace(/\/$/, '')}/${bucket}/${name}`);
}

/** A friendly page of something between us and the store bears no tag of an object. */
function isOfObject(answer: IncomingMessage): boolean {
  return answer.statusCode === ok && answer.headers.etag !== undefined;
}

/** A connection that breaks in the middle tells nothing about the blob. */
async function* piecesOf(answer: IncomingMessage, name: BlobName): AsyncGenerator<Uint8Array> {
  try {
    yield* answer as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw new FileTrouble('unreachable', name, error);
  }
}

async function troubleOf(answer: IncomingMessage, about: string): Promise<FileTrouble> {
  const code = elementOf(await textOf(answer), 'Code');
  const isDeleted = answer.statusCode === notFound && code === 'NoSuchKey';
  return new FileTrouble(
    isDeleted ? 'deleted' : 'unreachable',
    `${about}: ${answer.statusCode} ${code}`,
  );
}
