import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';

export interface EmptyStateProps {
  readonly icon?: IconName | undefined;
  /** What is not here. */
  readonly title: string;
  /** Why, and how it comes to be. */
  readonly children?: ComponentChildren;
  readonly actions?: ComponentChildren;
}

/** Nothing here yet: why, and what to do. */
export function EmptyState({ icon, title, children, actions }: EmptyStateProps): JSX.Element {
  return (
    <div class="empty">
      <Icon name={icon ?? 'document'} />
      <p class="empty-title">{title}</p>
      {children === undefined ? null : <div class="soft">{children}</div>}
      {actions === undefined ? null : <div class="button-row">{actions}</div>}
    </div>
  );
}
