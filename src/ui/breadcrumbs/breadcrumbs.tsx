import type { JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';

export interface Crumb {
  readonly label: string;
  /** Left out for the page itself, which comes last. */
  readonly href?: string | undefined;
}

export interface BreadcrumbsProps {
  readonly items: readonly Crumb[];
  readonly label: string;
}

/** Where in the service this page stands. On a phone only the way one step up is shown. */
export function Breadcrumbs({ items, label }: BreadcrumbsProps): JSX.Element {
  const wayBack = items.findLast(({ href }) => href !== undefined);
  return (
    <nav class="breadcrumbs" aria-label={label}>
      <ol>
        {items.map((item) => (
          <li class={item === wayBack ? 'way-back' : undefined}>
            {item.href === undefined ? (
              <span aria-current="page">{item.label}</span>
            ) : (
              <a href={item.href}>
                <Icon name="left" />
                {item.label}
              </a>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}
