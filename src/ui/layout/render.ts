import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

/** The whole document as text, with its doctype. */
export function renderPage(page: VNode): string {
  return `<!doctype html>${renderToString(page)}`;
}
