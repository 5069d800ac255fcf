import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';

export type VerdictTone = 'good' | 'warn' | 'bad';

export interface VerdictProps {
  readonly tone: VerdictTone;
  readonly title: string;
  /** What follows from it, in a sentence. */
  readonly lede: string;
  /** Another level only where the verdict stands inside of a section. */
  readonly level?: 2 | 3 | undefined;
  /** What it rests on: `Findings`. */
  readonly children?: ComponentChildren;
}

/** The answer to a check, large; its title can take the focus when it comes by script. */
export function Verdict({ tone, title, lede, level = 2, children }: VerdictProps): JSX.Element {
  const Title = `h${level}` as const;
  return (
    <div class={`verdict verdict-${tone}`}>
      <div class="verdict-head">
        <Icon name={tone} />
        <div>
          <Title class="verdict-title" tabIndex={-1}>
            {title}
          </Title>
          <p>{lede}</p>
        </div>
      </div>
      {children === undefined ? null : <div class="verdict-body">{children}</div>}
    </div>
  );
}

export interface FindingItem {
  /** `note` is neither good nor bad. */
  readonly tone: VerdictTone | 'note';
  readonly text: string;
}

const marks: Readonly<Record<FindingItem['tone'], IconName>> = {
  good: 'good',
  warn: 'warn',
  bad: 'bad',
  note: 'about',
};

export interface FindingsProps {
  readonly items: readonly FindingItem[];
  /** What the mark of each tone says, for those who do not see it. */
  readonly words: Readonly<Record<FindingItem['tone'], string>>;
}

/** Sentences with how sure each is: proved, not proved, wrong. */
export function Findings({ items, words }: FindingsProps): JSX.Element | null {
  if (items.length === 0) return null;
  return (
    <ul class="findings">
      {items.map(({ tone, text }) => (
        <li class={`finding-${tone}`}>
          <Icon name={marks[tone]} />
          <span>
            {words[tone] === '' ? null : <span class="visually-hidden">{words[tone]}: </span>}
            {text}
          </span>
        </li>
      ))}
    </ul>
  );
}
