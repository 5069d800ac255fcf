import { everybody } from '#kernel/role.ts';
import type { FastifyInstance } from 'fastify';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.woff2': 'font/woff2',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
};

interface Asset {
  readonly type: string;
  readonly body: Buffer;
}

/** Built styles, fonts and islands, read once; their names carry the hash of what is inside. */
export interface Assets {
  readonly files: ReadonlyMap<string, Asset>;
  /** Address of the one stylesheet. */
  readonly stylesheetHref: string;
}

/** Reads what the build left in `directory`. Throws when there is no stylesheet. */
export async function readAssets(directory: string): Promise<Assets> {
  const names = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = new Map<string, Asset>();
  for (const entry of names) {
    const type = contentTypes[extname(entry.name)];
    if (!entry.isFile() || type === undefined) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(directory.length).replaceAll('\\', '/'), {
      type,
      body: await readFile(path),
    });
  }
  const stylesheet = [...files.keys()].find((name) => name.endsWith('.css'));
  if (stylesheet === undefined) throw new Error(`No stylesheet in ${directory}: run the build`);
  return { files, stylesheetHref: `/assets${stylesheet}` };
}

/** Address of the script of an island; undefined when the build left none of that name. */
export function islandHref({ files }: Assets, name: string): string | undefined {
  const path = [...files.keys()].find((key) => key.startsWith(`/${name}-`) && key.endsWith('.js'));
  return path === undefined ? undefined : `/assets${path}`;
}

/** Serves the assets for a year: another content has another name. */
export function registerAssets(app: FastifyInstance, assets: Assets): void {
  app.get<{ Params: { '*': string } }>(
    '/assets/*',
    { config: { audience: everybody } },
    (request, reply) => {
      const asset = assets.files.get(`/${request.params['*']}`);
      if (asset === undefined) return reply.callNotFound();
      return reply
        .header('content-type', asset.type)
        .header('cache-control', 'public, max-age=31536000, immutable')
        .send(asset.body);
    },
  );
}
