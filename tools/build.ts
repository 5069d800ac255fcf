import { build, type Plugin } from 'esbuild';
import { createHash } from 'node:crypto';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const fontPackage = 'node_modules/@fontsource-variable/inter/files';
const fonts = ['inter-cyrillic-wght-normal.woff2', 'inter-latin-wght-normal.woff2'];
const hashChars = 10;

/** Programs that run outside of the tests; each becomes one file in dist/. */
const programs = {
  main: 'src/main.ts',
  'check-worker': 'src/portal/check/check-worker.ts',
  counterparts: 'tools/demonstration/counterparts.ts',
  demonstration: 'tools/demonstration/main.ts',
  bench: 'bench/main.ts',
  'signature-thread': 'src/exchange/signature/own-driver/thread.ts',
};

/** A bundle stands elsewhere than its sources, whose facts and parameters lie beside them. */
const folderOfSource: Plugin = {
  name: 'folder-of-source',
  setup(plugin) {
    plugin.onLoad({ filter: /\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      const folder = JSON.stringify(dirname(path));
      return { contents: source.replaceAll('import.meta.dirname', folder), loader: 'ts' };
    });
  },
};

/**
 * Bundles the programs and the stylesheet. Needed because Node reads `.ts` but not `.tsx`; npm
 * packages stay outside the bundles. The new folder takes the place of the old one in one step.
 */
export async function buildAll(root: string): Promise<void> {
  const target = join(root, 'dist');
  const fresh = join(root, `dist.${process.pid}`);
  await rm(fresh, { recursive: true, force: true });
  await mkdir(join(fresh, 'assets', 'fonts'), { recursive: true });
  await build({
    absWorkingDir: root,
    entryPoints: programs,
    outdir: fresh,
    bundle: true,
    splitting: true,
    platform: 'node',
    format: 'esm',
    target: 'node26',
    packages: 'external',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    sourcemap: true,
    chunkNames: 'parts/[name]-[hash]',
    plugins: [folderOfSource],
    logLevel: 'warning',
  });
  await buildStylesheet(root, fresh);
  await buildIslands(root, fresh);
  for (const font of fonts) {
    await cp(join(root, fontPackage, font), join(fresh, 'assets', 'fonts', font));
  }
  await cp(join(root, 'src/ui/icons/favicon.svg'), join(fresh, 'assets', 'favicon.svg'));
  await rm(target, { recursive: true, force: true });
  await rename(fresh, target);
}

async function buildStylesheet(root: string, fresh: string): Promise<void> {
  const css = await bundleStylesheet(root);
  const hash = createHash('sha256').update(css).digest('hex').slice(0, hashChars);
  await writeFile(join(fresh, 'assets', `style-${hash}.css`), css);
}

/**
 * The islands: the check of documents, also for a page that lies on a disk, the signer, passkeys
 * and the question before a session ends; and the script of the play signing front, which its
 * counterpart serves.
 */
async function buildIslands(root: string, fresh: string): Promise<void> {
  const common = {
    absWorkingDir: root,
    bundle: true,
    minify: true,
    jsx: 'automatic',
    jsxImportSource: 'preact',
    target: browsers,
    charset: 'utf8',
    logLevel: 'warning',
  } as const;
  const entry = 'src/check/browser/main.ts';
  await build({
    ...common,
    entryPoints: {
      check: entry,
      signer: 'src/signer/browser.ts',
      stay: 'src/islands/stay.ts',
      passkey: 'src/islands/passkey.ts',
    },
    entryNames: '[name]-[hash]',
    chunkNames: 'parts/[name]-[hash]',
    outdir: join(fresh, 'assets'),
    format: 'esm',
    splitting: true,
  });
  await build({
    ...common,
    entryPoints: { offline: entry },
    outdir: join(fresh, 'check'),
    format: 'iife',
  });
  await build({
    ...common,
    entryPoints: { front: 'counterparts/certification-authority/front-browser.ts' },
    outdir: join(fresh, 'front'),
    format: 'esm',
  });
  await writeFile(join(fresh, 'check', 'offline.css'), await bundleStylesheet(root, [noFonts]));
}

/** A page that may fetch nothing takes the fonts of its device. */
const noFonts: Plugin = {
  name: 'no-fonts',
  setup(plugin) {
    plugin.onLoad({ filter: /\/tokens\/fonts\.css$/ }, () => ({ contents: '', loader: 'css' }));
  },
};

/** Old phones: nesting and new syntax are written out for them. */
const browsers = ['chrome108', 'safari16', 'firefox115'];

/** The whole style sheet as every page gets it. */
export async function bundleStylesheet(
  root: string,
  plugins: readonly Plugin[] = [],
): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: ['src/ui/styles.css'],
    write: false,
    bundle: true,
    minify: true,
    target: browsers,
    plugins: [...plugins],
    external: ['/assets/*'],
    logLevel: 'warning',
  });
  return outputFiles.map(({ text }) => text).join('');
}
