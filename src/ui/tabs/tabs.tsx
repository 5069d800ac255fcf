import type { JSX } from 'preact';

export interface TabItem {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
  readonly count?: number | undefined;
}

/**
 * Views of one thing. Each is a page of its own: the address says which, and the back button works.
 */
export function Tabs(props: {
  readonly label: string;
  readonly items: readonly TabItem[];
}): JSX.Element {
  return (
    <nav class="tabs" aria-label={props.label}>
      <ul>
        {props.items.map(({ href, label, current, count }) => (
          <li>
            <a href={href} aria-current={current === true ? 'page' : undefined}>
              {label}
              {count === undefined ? null : <span class="tab-count">{count}</span>}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
