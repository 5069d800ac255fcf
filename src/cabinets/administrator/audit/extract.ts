import { createHash } from 'node:crypto';
import type { DocumentContent, DocumentKind } from '#engine/index.ts';
import { law } from '#kernel/law.ts';
import type { RecordedEntry } from '#platform/audit/read-log.ts';
import { formatInstant } from '#ui/format/time.ts';
import { openingOf, type LogForm } from './log-page.tsx';
import { extractTexts as texts } from './texts.uk.ts';

/** The extract of the log of actions as an e-document (1039:56.3). */
export const auditExtractKind = {
  code: 'audit-extract',
  prefix: texts.prefix,
  name: texts.kind,
  law: [law('1039:56.3'), law('1039:69.1')],
  signing: 'seal',
  attachmentsMax: 0,
} as const satisfies DocumentKind;

/** Rows of one extract; a longer time is taken in parts. */
export const extractEntriesMax = 500;

/** Names an extract by what was asked and the newest entry it holds: the same again is the same. */
export function extractKey(form: LogForm, entries: readonly RecordedEntry[]): string {
  const { command, subject, from, through } = form;
  const asked = JSON.stringify([command, subject, from, through, entries[0]?.entry.id ?? '']);
  const hash = createHash('sha256').update(asked).digest('hex');
  return `audit-extract:${hash}`;
}

/** What was asked and what the log holds of it; actors by their keys, as the log names them. */
export function extractContent(form: LogForm, entries: readonly RecordedEntry[]): DocumentContent {
  const { command, subject, from, through } = form;
  const asked = [
    { label: texts.command, value: command },
    { label: texts.subject, value: subject },
    { label: texts.from, value: from },
    { label: texts.through, value: through },
  ].filter(({ value }) => value !== '');
  const { columns } = texts;
  return {
    title: texts.kind,
    subtitle: texts.subtitle(entries.length),
    blocks: [
      ...(asked.length === 0 ? [] : [{ kind: 'facts' as const, rows: asked }]),
      {
        kind: 'table',
        caption: texts.entries,
        columns: [columns.at, columns.command, columns.actor, columns.outcome, columns.entry].map(
          (title) => ({ title, align: 'start' }),
        ),
        rows: entries.map((recorded) => [
          formatInstant(recorded.entry.at),
          recorded.entry.command,
          openingOf(recorded, 'actor') ?? texts.erased,
          outcomeName(recorded.entry.outcome),
          recorded.entry.id,
        ]),
      },
      { kind: 'paragraph', text: texts.proof },
    ],
  };
}

/** What came of an act: a reason may follow the word in the log. */
function outcomeName(outcome: string): string {
  const [word = ''] = outcome.split(':');
  return texts.outcomes[word as keyof typeof texts.outcomes] ?? outcome;
}
