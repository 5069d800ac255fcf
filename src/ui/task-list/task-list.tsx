import type { ComponentChildren, JSX } from 'preact';
import { Tag, type Tone } from '../tag/tag.tsx';

export interface Task {
  readonly title: string;
  /** Left out while the task cannot be begun; `hint` then says why. */
  readonly href?: string | undefined;
  readonly hint?: ComponentChildren;
  readonly state: { readonly label: string; readonly tone: Tone };
}

/** Parts of a long form, to be done in any order and left for later. */
export function TaskList({ tasks }: { readonly tasks: readonly Task[] }): JSX.Element {
  return (
    <ul class="tasks">
      {tasks.map(({ title, href, hint, state }) => (
        <li>
          <div>
            {href === undefined ? (
              <span class="task-title">{title}</span>
            ) : (
              <a class="task-title" href={href}>
                {title}
              </a>
            )}
            {hint === undefined ? null : <div class="hint">{hint}</div>}
          </div>
          <Tag tone={state.tone}>{state.label}</Tag>
        </li>
      ))}
    </ul>
  );
}
