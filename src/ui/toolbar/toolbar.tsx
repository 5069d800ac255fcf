import type { ComponentChildren, JSX } from 'preact';

export interface ToolbarProps {
  /** What the tools are for; heard by readers. */
  readonly label: string;
  /** A `Form method="get" inline` with filters. */
  readonly children: ComponentChildren;
  /** Exports and other actions on the whole list. */
  readonly actions?: ComponentChildren;
}

/** Filters and exports above a table of an office. */
export function Toolbar({ label, children, actions }: ToolbarProps): JSX.Element {
  return (
    <section class="toolbar" aria-label={label}>
      <div class="toolbar-tools">{children}</div>
      {actions === undefined ? null : <div class="toolbar-actions">{actions}</div>}
    </section>
  );
}
