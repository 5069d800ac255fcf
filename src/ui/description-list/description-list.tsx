import type { ComponentChildren, JSX } from 'preact';

export interface DescriptionRow {
  readonly term: string;
  readonly value: ComponentChildren;
  /** «Change» on the page that checks answers; `about` tells readers what is changed. */
  readonly action?:
    | { readonly href: string; readonly label: string; readonly about?: string | undefined }
    | undefined;
}

export interface DescriptionListProps {
  readonly rows: readonly DescriptionRow[];
  /** Terms above values instead of beside them, for a narrow column. */
  readonly stacked?: boolean | undefined;
}

/** Facts about one thing, or given answers to check before they are sent. */
export function DescriptionList({ rows, stacked = false }: DescriptionListProps): JSX.Element {
  return (
    <dl class={stacked ? 'facts facts-stacked' : 'facts'}>
      {rows.map(({ term, value, action }) => (
        <div>
          <dt>{term}</dt>
          <dd>{value}</dd>
          {action === undefined ? null : (
            <dd class="facts-action">
              <a href={action.href}>
                {action.label}
                <span class="visually-hidden"> {action.about ?? term}</span>
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}
