import type { Page } from '#modules/registry/index.ts';

/** Nobody downloads more of a list than this; a narrower search is the way. */
const pagesMax = 100;

/** All rows of a list that is read page by page, for a file. */
export async function* everyRow<Row>(
  read: (page: number) => Promise<Page<Row> | undefined>,
): AsyncGenerator<Row> {
  for (let page = 1; page <= pagesMax; page += 1) {
    const answer = await read(page);
    if (answer === undefined) return;
    yield* answer.rows;
    if (!answer.hasMore) return;
  }
}
