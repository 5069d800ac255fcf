import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { fieldTexts } from './texts.uk.ts';

/** What every question has, whatever kind of answer it takes. */
export interface QuestionProps {
  readonly name: string;
  readonly label: ComponentChildren;
  /** The name when not given; the error summary links to `#id`. */
  readonly id?: string | undefined;
  readonly hint?: ComponentChildren;
  readonly error?: string | undefined;
  /** Says so in the label; a question without it must be answered. */
  readonly optional?: boolean | undefined;
}

export function questionId({ id, name }: QuestionProps): string {
  return id ?? name;
}

/** The ids of hint, error and unit, for `aria-describedby`; undefined when there are none. */
export function describedBy(props: QuestionProps, unit?: string): string | undefined {
  const id = questionId(props);
  const ids = [
    props.hint === undefined ? '' : `${id}-hint`,
    props.error === undefined ? '' : `${id}-error`,
    unit === undefined ? '' : `${id}-unit`,
  ].filter((part) => part !== '');
  return ids.length === 0 ? undefined : ids.join(' ');
}

/** Hint and error of a question, under its label and above its control. */
export function QuestionNotes(props: QuestionProps): JSX.Element {
  const id = questionId(props);
  return (
    <>
      {props.hint === undefined ? null : (
        <div class="hint" id={`${id}-hint`}>
          {props.hint}
        </div>
      )}
      {props.error === undefined ? null : (
        <p class="error-message" id={`${id}-error`}>
          <Icon name="bad" />
          <span>
            <span class="visually-hidden">{fieldTexts.error} </span>
            {props.error}
          </span>
        </p>
      )}
    </>
  );
}

/** The words that say an answer may be left out. */
export function OptionalMark({ optional }: Pick<QuestionProps, 'optional'>): JSX.Element | null {
  return optional === true ? <span class="optional"> ({fieldTexts.optional})</span> : null;
}

export interface ShellProps extends QuestionProps {
  readonly labelHidden?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** Label, hint, error and one control tied together by ids. */
export function QuestionShell(props: ShellProps): JSX.Element {
  return (
    <div class={props.error === undefined ? 'field' : 'field field-wrong'}>
      <label
        class={props.labelHidden === true ? 'visually-hidden' : 'label'}
        for={questionId(props)}
      >
        {props.label}
        <OptionalMark optional={props.optional} />
      </label>
      <QuestionNotes {...props} />
      {props.children}
    </div>
  );
}
