import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';

export interface FoldProps {
  readonly summary: ComponentChildren;
  /** Unfolded from the start. */
  readonly open?: boolean | undefined;
  /** Always unfolded on paper. */
  readonly openInPrint?: boolean | undefined;
  /** Folds of one group close each other. */
  readonly group?: string | undefined;
  readonly id?: string | undefined;
  /** The summary is also a heading of the page. */
  readonly level?: 2 | 3 | undefined;
  readonly children: ComponentChildren;
}

/** What most need not see, one press away and without script. */
export function Fold(props: FoldProps): JSX.Element {
  const Summary = props.level === undefined ? 'span' : (`h${props.level}` as const);
  return (
    <details
      class={props.openInPrint === true ? 'fold fold-print' : 'fold'}
      id={props.id}
      open={props.open}
      name={props.group}
    >
      <summary>
        <Icon name="right" />
        <Summary>{props.summary}</Summary>
      </summary>
      <div class="fold-body">{props.children}</div>
    </details>
  );
}
