import type { DocumentState } from '#engine/documents/documents.sql.ts';
import type { Tone } from '#ui/tag/tag.tsx';
import { texts } from './texts.uk.ts';

export interface StateFacts {
  readonly state: DocumentState;
  readonly completedAt: Temporal.Instant | null;
  readonly pending: number;
  readonly toSign: boolean;
}

export interface ShownState {
  readonly label: string;
  readonly tone: Tone;
}

/** Where a document stands, in two or three words for whoever looks at it. */
export function shownState({ state, completedAt, pending, toSign }: StateFacts): ShownState {
  if (state === 'withdrawn') return { label: texts.states.withdrawn, tone: 'neutral' };
  if (pending > 0) return { label: texts.states.pending, tone: 'warn' };
  if (state === 'draft') return { label: texts.states.draft, tone: 'neutral' };
  if (toSign) return { label: texts.states.toSign, tone: 'act' };
  if (completedAt === null) return { label: texts.states.waiting, tone: 'warn' };
  return { label: texts.states.registered, tone: 'good' };
}
