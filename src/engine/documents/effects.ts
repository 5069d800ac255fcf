import { z } from 'zod';
import { defineJob, type Job } from '#platform/jobs/worker.ts';
import type { Execution } from '#platform/operations.ts';
import type { DocumentKind } from './kind.ts';

const effectTask = 'document-effect';
const payload = z.object({ documentId: z.string().transform(BigInt), kind: z.string() });

/**
 * What a document does once it stands, by its kind. A job may come twice, and after a kill it does:
 * what was done before is to be found done.
 */
export type Effects = Readonly<Record<string, (documentId: bigint) => Promise<void>>>;

interface Standing {
  readonly document: { readonly documentId: bigint };
  readonly kind: DocumentKind;
  /** Whether every signature asked for is there. */
  readonly complete: boolean;
}

/**
 * Leaves a job for each document that has its effect now, in the transaction that registers it
 * (the usual moment) or that completes what was registered before.
 */
export async function enqueueEffects(
  execution: Pick<Execution, 'enqueue'>,
  documents: readonly Standing[],
  moment: 'registered' | 'complete' = 'registered',
): Promise<void> {
  for (const { document, kind, complete } of documents) {
    const { code, effectWhen } = kind;
    const isNow = effectWhen === moment || (effectWhen === 'complete' && complete);
    if (!isNow) continue;
    const key = `${effectTask}:${document.documentId}`;
    await execution.enqueue(effectTask, { documentId: document.documentId, kind: code }, { key });
  }
}

/** Runs effects of all modules. Throws for a kind that has none: the job is tried again. */
export function effectJob(...all: readonly Effects[]): Job<unknown> {
  const effects = new Map(all.flatMap((some) => Object.entries(some)));
  return defineJob({
    task: effectTask,
    payload,
    handle: async ({ documentId, kind }) => {
      const effect = effects.get(kind);
      if (effect === undefined) throw new Error(`no effect of ${kind}`);
      await effect(documentId);
    },
  });
}
