import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { systemClock, type Clock } from '#platform/clock.ts';
import {
  fieldsOf,
  machineFaults,
  openCounterpart,
  type Counterpart,
  type Desk,
} from '../common.ts';
import { isSignedBy, type Keys } from './check-signature.ts';

export interface S3CounterpartOptions extends Keys {
  readonly bucket: string;
  readonly host?: string;
  readonly port?: number;
  readonly clock?: Clock;
}

/** A running store; `objects` are its disks, for tests that look at them or spoil them. */
export interface S3Counterpart extends Counterpart {
  readonly objects: Map<string, StoredBlob>;
}

export interface StoredBlob {
  bytes: Buffer;
  readonly checksum: string;
  readonly writtenAt: Temporal.Instant;
  readonly lockedUntil: string | undefined;
}

const s3Faults = machineFaults.extend({
  /** Answer 503 SlowDown to so many calls. */
  slowDown: z.number().int().min(0).optional(),
  /** Answer reads with one bit flipped. */
  wrongBytes: z.boolean().optional(),
  /** Write, and then break the connection in the place of an answer, so many times. */
  lostAfterWrite: z.number().int().min(0).optional(),
  /** Break the connection in the middle of an answer. */
  cutOff: z.boolean().optional(),
});
type S3Faults = z.infer<typeof s3Faults>;

interface Shop {
  readonly options: S3CounterpartOptions;
  readonly clock: Clock;
  readonly desk: Desk<S3Faults>;
  readonly objects: Map<string, StoredBlob>;
  /** Faults that strike a number of calls. */
  readonly struck: { slowDown: number; lostAfterWrite: number };
}

const bodyBytesMax = 256 * 1024 * 1024;
const keysPerPageMax = 1_000;
const cutOffMs = 20;

/**
 * A play S3: signatures of version 4, conditional writes, check sums, object lock and listings as
 * the protocol has them, in memory. One bucket, addressed by path.
 */
export async function startS3(options: S3CounterpartOptions): Promise<S3Counterpart> {
  const objects = new Map<string, StoredBlob>();
  const clock = options.clock ?? systemClock;
  const counterpart = await openCounterpart({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    clock,
    faults: s3Faults,
    machinePaths: [`/${options.bucket}/*`],
    routes(app, desk) {
      const struck = { slowDown: 0, lostAfterWrite: 0 };
      addRoutes(app, { options, clock, desk, objects, struck });
    },
  });
  return { ...counterpart, objects };
}

function addRoutes(app: FastifyInstance, shop: Shop): void {
  app.removeAllContentTypeParsers();
  const parse = { parseAs: 'buffer', bodyLimit: bodyBytesMax } as const;
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    done(null, JSON.parse(String(body)));
  });
  app.addContentTypeParser('*', parse, (_request, body, done) => done(null, body));
  const bucket = `/${shop.options.bucket}/`;
  const guarded =
    (answer: (request: FastifyRequest, reply: FastifyReply) => unknown) =>
    (request: FastifyRequest, reply: FastifyReply) => {
      const refusal = refusalOf(shop, request);
      return refusal === undefined ? answer(request, reply) : fail(reply, ...refusal);
    };
  const limit = { bodyLimit: bodyBytesMax };
  app.get(
    bucket,
    guarded((request, reply) => listObjects(shop, request, reply)),
  );
  app.put(
    `${bucket}*`,
    limit,
    guarded((request, reply) => putObject(shop, request, reply)),
  );
  app.get(
    `${bucket}*`,
    guarded((request, reply) => getObject(shop, request, reply)),
  );
  app.delete(
    `${bucket}*`,
    guarded((request, reply) => {
      // A locked object is only hidden by a delete marker; its bytes stay until their day.
      shop.desk.log('deleted', { key: keyOf(request) });
      shop.objects.delete(keyOf(request));
      return reply.code(204).send();
    }),
  );
}

type Failure = readonly [status: number, code: string];

function refusalOf(shop: Shop, request: FastifyRequest): Failure | undefined {
  const { slowDown = 0 } = shop.desk.faults();
  if (shop.struck.slowDown < slowDown) {
    shop.struck.slowDown += 1;
    return [503, 'SlowDown'];
  }
  if (slowDown === 0) shop.struck.slowDown = 0;
  const { method, url, headers } = request;
  if (!isSignedBy(shop.options, { method, url, headers })) return [403, 'SignatureDoesNotMatch'];
  const sent = createHash('sha256').update(bodyOf(request)).digest('hex');
  return headers['x-amz-content-sha256'] === sent ? undefined : [400, 'XAmzContentSHA256Mismatch'];
}

function putObject(shop: Shop, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { headers } = request;
  const key = keyOf(request);
  const bytes = bodyOf(request);
  const checksum = createHash('sha256').update(bytes).digest('base64');
  const lockedUntil = headers['x-amz-object-lock-retain-until-date'];
  const claimed = headers['x-amz-checksum-sha256'];
  if (lockedUntil !== undefined && claimed === undefined) return fail(reply, 400, 'InvalidRequest');
  if (claimed !== undefined && claimed !== checksum) return fail(reply, 400, 'BadDigest');
  if (headers['if-none-match'] === '*' && shop.objects.has(key)) {
    return fail(reply, 412, 'PreconditionFailed');
  }
  const writtenAt = shop.clock.now();
  shop.objects.set(key, { bytes, checksum, writtenAt, lockedUntil: lockedUntil?.toString() });
  shop.desk.log('written', { key, lockedUntil: String(lockedUntil) });
  const { lostAfterWrite = 0 } = shop.desk.faults();
  if (shop.struck.lostAfterWrite < lostAfterWrite) {
    shop.struck.lostAfterWrite += 1;
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  return reply.headers({ etag: `"${checksum}"`, 'x-amz-checksum-sha256': checksum }).send();
}

async function getObject(
  shop: Shop,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const object = shop.objects.get(keyOf(request));
  if (object === undefined) return fail(reply, 404, 'NoSuchKey');
  const etag = `"${object.checksum}"`;
  void reply.header('etag', etag);
  if (request.headers['x-amz-checksum-mode'] === 'ENABLED') {
    void reply.header('x-amz-checksum-sha256', object.checksum);
  }
  const { wrongBytes, cutOff } = shop.desk.faults();
  const bytes = wrongBytes === true ? flipped(object.bytes) : object.bytes;
  if (cutOff !== true) return reply.type('application/octet-stream').send(bytes);
  reply.hijack();
  reply.raw.writeHead(200, { etag, 'content-length': bytes.length });
  reply.raw.write(bytes.subarray(0, bytes.length / 2));
  await delay(cutOffMs);
  request.raw.socket.destroy();
  return reply;
}

function flipped(bytes: Buffer): Buffer {
  const wrong = Buffer.from(bytes);
  const middle = Math.floor(wrong.length / 2);
  wrong[middle] = (wrong[middle] ?? 0) ^ 1;
  return wrong;
}

function listObjects(shop: Shop, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const query = fieldsOf(request.query);
  if (query['list-type'] !== '2') return fail(reply, 400, 'InvalidArgument');
  const after = query['start-after'] ?? '';
  const limit = Math.min(Number(query['max-keys'] ?? keysPerPageMax), keysPerPageMax);
  const keys = Array.from(shop.objects.keys()).sort();
  const following = keys.filter((key) => key > after);
  const contents = following.slice(0, limit).map((key) => {
    const object = shop.objects.get(key);
    return (
      `<Contents><Key>${key}</Key><LastModified>${object?.writtenAt.toString()}</LastModified>` +
      `<Size>${object?.bytes.length}</Size><StorageClass>STANDARD</StorageClass></Contents>`
    );
  });
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    '<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
    `<Name>${shop.options.bucket}</Name><KeyCount>${contents.length}</KeyCount>` +
    `<IsTruncated>${following.length > limit}</IsTruncated>${contents.join('')}</ListBucketResult>`;
  return reply.type('application/xml').send(body);
}

function fail(reply: FastifyReply, status: number, code: string): FastifyReply {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n' +
    `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  return reply.code(status).type('application/xml').send(body);
}

function keyOf(request: FastifyRequest): string {
  return fieldsOf(request.params)['*'] ?? '';
}

function bodyOf({ body }: FastifyRequest): Buffer {
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
