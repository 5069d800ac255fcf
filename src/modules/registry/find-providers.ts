import { parseEdrpou } from '#kernel/identifiers.ts';
import type { Database } from '#platform/db/database.ts';
import { z } from 'zod';
import { choicesField, optional, pageBounds, pageField, toPage, type Page } from './fields.ts';
import { storedKey } from './search-key.ts';
import { providingKinds, subjectKinds, type Subject } from './subject.ts';
import { searchSubjects } from './subjects.sql.ts';

const queryLengthMax = 200;

export const providerSearchInput = z.object({
  /** A name, misspelt or not, or a EDRPOU code (1039:23.3.a.3, 1039:23.3.a.4). */
  text: optional(z.string().max(queryLengthMax)),
  kinds: optional(choicesField(subjectKinds)),
  page: pageField,
});

export type ProviderSearchInput = z.infer<typeof providerSearchInput>;

/** Finds providers and managers by name or EDRPOU code; all of them when nothing is typed. */
export async function findProviders(
  db: Database,
  input: ProviderSearchInput,
): Promise<Page<Subject>> {
  const { edrpou, key } = readProviderText(input.text);
  const rows = await searchSubjects(db, {
    kinds: input.kinds ?? providingKinds,
    key,
    edrpou,
    ...pageBounds(input.page),
  });
  return toPage(rows, input.page);
}

/** Tells a EDRPOU code from a name; an empty text is neither. */
export function readProviderText(text = ''): {
  readonly key: string | null;
  readonly edrpou: string | null;
} {
  const edrpou = parseEdrpou(text);
  if (edrpou.ok) return { key: null, edrpou: edrpou.value };
  return { key: storedKey(text) || null, edrpou: null };
}
