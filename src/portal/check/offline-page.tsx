import { CheckDesk, type WrittenBasis } from '#check/index.ts';
import { BrandMark } from '#ui/icons/icon.tsx';
import { PageHeading } from '#ui/layout/regions.tsx';
import { renderPage } from '#ui/layout/render.ts';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { offlineTexts as texts } from './texts.uk.ts';

/** Script and style of the page, as the build left them. */
export interface OfflineParts {
  readonly script: string;
  readonly style: string;
}

export async function readOfflineParts(folder: string): Promise<OfflineParts | undefined> {
  try {
    const [script, style] = await Promise.all(
      ['offline.js', 'offline.css'].map((name) => readFile(join(folder, name), 'utf8')),
    );
    return script === undefined || style === undefined ? undefined : { script, style };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

const hashOf = (text: string) => createHash('sha256').update(text).digest('base64');

/**
 * The check page as one file that works from a disk. Its own policy lets run exactly the script and
 * the style inside and forbids every connection, so what is checked cannot leave. The same parts
 * and the same list give the same bytes, whose sum stands on the portal.
 */
export function offlinePage({ script, style }: OfflineParts, basis: WrittenBasis): string {
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${hashOf(script)}'`,
    `style-src 'sha256-${hashOf(style)}'`,
    'img-src data:',
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return renderPage(
    <html lang="uk">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${texts.title} — ${texts.brand}`}</title>
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <header class="masthead">
          <div class="wrap masthead-row">
            <p class="brand">
              <BrandMark />
              <span>{texts.brand}</span>
            </p>
          </div>
        </header>
        <main id="main" tabIndex={-1}>
          <div class="wrap stack main-body">
            <PageHeading title={texts.title} lede={texts.lede} />
            <CheckDesk action={undefined} basis={basis} />
          </div>
        </main>
        <footer class="site-footer">
          <div class="wrap">
            <p>{basis.takenAt === null ? texts.noList : texts.footer}</p>
          </div>
        </footer>
        <script dangerouslySetInnerHTML={{ __html: script }} />
      </body>
    </html>,
  );
}
