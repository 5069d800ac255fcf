import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';

export type Tone = 'neutral' | 'act' | 'good' | 'warn' | 'bad';

/** The mark that goes with each tone, so that a state is never told by its colour alone. */
const toneIcons: Readonly<Record<Tone, IconName>> = {
  neutral: 'dot',
  act: 'clock',
  good: 'good',
  warn: 'warn',
  bad: 'bad',
};

export interface TagProps {
  readonly tone?: Tone | undefined;
  /** Another mark than the tone's own. */
  readonly icon?: IconName | undefined;
  readonly children: ComponentChildren;
}

/** A state in a word or two, with its mark. */
export function Tag({ tone = 'neutral', icon, children }: TagProps): JSX.Element {
  return (
    <span class={`tag tag-${tone}`}>
      <Icon name={icon ?? toneIcons[tone]} />
      {children}
    </span>
  );
}
