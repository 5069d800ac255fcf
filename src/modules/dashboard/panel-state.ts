import type { Period } from '#kernel/period.ts';
import { metrics, type Metric } from './metric.ts';

export const panelPath = '/cabinet/panel';

/** What the address of the panel says: the state is there and nowhere else. */
export interface PanelState {
  readonly period?: Period | undefined;
  readonly territory?: string | undefined;
  readonly metric: Metric;
  /** The territory above which nothing is shown; not said in the address. */
  readonly ceiling?: string | undefined;
}

/** Files of the panel's tables. */
export const panelFiles = ['territories', 'services', 'providers', 'months'] as const;
export type PanelFile = (typeof panelFiles)[number];

export function readMetric(text: string | undefined): Metric {
  return metrics.find((metric) => metric === text) ?? 'level';
}

export function panelHref(state: PanelState, file?: PanelFile): string {
  const query = new URLSearchParams();
  if (state.territory !== undefined) query.set('territory', state.territory);
  if (state.period !== undefined) query.set('period', state.period);
  if (state.metric !== 'level') query.set('metric', state.metric);
  if (file !== undefined) query.set('file', file);
  const text = query.toString();
  return text === '' ? panelPath : `${panelPath}?${text}`;
}
