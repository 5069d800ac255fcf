import type { ComponentChildren, JSX } from 'preact';
import { formatCount } from '../format/number.ts';
import { Icon, type IconName } from '../icons/icon.tsx';
import { progressTexts, stepStateNames } from './texts.uk.ts';

export type StepState = 'done' | 'current' | 'waiting' | 'failed';

export interface Step {
  readonly title: ComponentChildren;
  readonly state: StepState;
  /** What came of it, when, who must act now. */
  readonly note?: ComponentChildren;
  /** A `Progress` of the step that goes on, a link to what it made. */
  readonly children?: ComponentChildren;
}

const marks: Readonly<Record<StepState, IconName>> = {
  done: 'check',
  current: 'clock',
  waiting: 'dot',
  failed: 'cross',
};

/** The course of a procedure or of long work, each step with its state in a word and a mark. */
export function Steps({ steps }: { readonly steps: readonly Step[] }): JSX.Element {
  return (
    <ol class="steps">
      {steps.map(({ title, state, note, children }) => (
        <li class={`step step-${state}`} aria-current={state === 'current' ? 'step' : undefined}>
          <span class="step-mark">
            <Icon name={marks[state]} />
          </span>
          <div>
            <p class="step-title">
              {title}
              <span class="visually-hidden">, {stepStateNames[state]}</span>
            </p>
            {note === undefined ? null : <p class="step-note">{note}</p>}
            {children}
          </div>
        </li>
      ))}
    </ol>
  );
}

export interface ProgressProps {
  /** What is being done: the name of the work. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Forms of what is counted, already chosen for `total`. */
  readonly unit: string;
  /** How many could not be done so far; left out where nothing can fail. */
  readonly errors?: number | undefined;
  readonly errorsHref?: string | undefined;
  /** How much longer. */
  readonly note?: ComponentChildren;
}

/** How many of how many, and how many errors so far. The page may be left and opened again. */
export function Progress(props: ProgressProps): JSX.Element {
  const { label, done, total, unit } = props;
  const counts = `${formatCount(done)} ${progressTexts.of} ${formatCount(total)} ${unit}`;
  return (
    <div class="progress">
      <progress aria-label={label} value={done} max={Math.max(total, 1)}>
        {counts}
      </progress>
      <p class="step-note numbers">
        {counts}
        <Errors {...props} />
        {props.note === undefined ? null : <> · {props.note}</>}
      </p>
    </div>
  );
}

function Errors({ errors, errorsHref }: ProgressProps): JSX.Element | null {
  if (errors === undefined) return null;
  if (errors === 0) return <> · {progressTexts.noErrors}</>;
  const text = `${progressTexts.errors}: ${formatCount(errors)}`;
  return <> · {errorsHref === undefined ? <b>{text}</b> : <a href={errorsHref}>{text}</a>}</>;
}
