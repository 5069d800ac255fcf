import type { ComponentChildren, JSX } from 'preact';
import {
  describedBy,
  OptionalMark,
  questionId,
  QuestionNotes,
  type QuestionProps,
} from '../field/shell.tsx';

export interface Choice {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: ComponentChildren;
  /** A further question, shown when this choice is taken. */
  readonly reveals?: ComponentChildren;
}

export interface ChoicesProps extends QuestionProps {
  readonly choices: readonly Choice[];
  /** `page` makes the question the `h1` of its page, for one thing per page. */
  readonly legendLook?: 'plain' | 'large' | 'page' | undefined;
  /** Side by side, for two or three short ones. */
  readonly inline?: boolean | undefined;
}

/** One of a few. `value` is what was chosen before. */
export function Radios(props: ChoicesProps & { readonly value?: string | undefined }): JSX.Element {
  return (
    <Group {...props}>
      {props.choices.map((choice, index) => (
        <Option
          type="radio"
          question={props}
          index={index}
          choice={choice}
          checked={choice.value === props.value}
        />
      ))}
    </Group>
  );
}

/** Any number of a few. */
export function Checkboxes(
  props: ChoicesProps & { readonly values?: readonly string[] | undefined },
): JSX.Element {
  return (
    <Group {...props}>
      {props.choices.map((choice, index) => (
        <Option
          type="checkbox"
          question={props}
          index={index}
          choice={choice}
          checked={props.values?.includes(choice.value) ?? false}
        />
      ))}
    </Group>
  );
}

function Group(props: ChoicesProps & { readonly children: ComponentChildren }): JSX.Element {
  const look = props.legendLook ?? 'plain';
  const legend = (
    <>
      {props.label}
      <OptionalMark optional={props.optional} />
    </>
  );
  return (
    <fieldset
      class={props.error === undefined ? 'field' : 'field field-wrong'}
      aria-describedby={describedBy(props)}
    >
      <legend class={look === 'plain' ? 'legend' : 'legend legend-large'}>
        {look === 'page' ? <h1>{legend}</h1> : legend}
      </legend>
      <QuestionNotes {...props} />
      <div class={props.inline === true ? 'choices choices-inline' : 'choices'}>
        {props.children}
      </div>
    </fieldset>
  );
}

interface OptionProps {
  readonly type: 'radio' | 'checkbox';
  readonly question: ChoicesProps;
  readonly index: number;
  readonly choice: Choice;
  readonly checked: boolean;
}

function Option({ type, question, index, choice, checked }: OptionProps): JSX.Element {
  // The first keeps the bare id: the link of the error summary leads to it.
  const id = index === 0 ? questionId(question) : `${questionId(question)}-${index + 1}`;
  const hintId = choice.hint === undefined ? undefined : `${id}-choice-hint`;
  return (
    <>
      <div class={`choice choice-${type}`}>
        <input
          type={type}
          id={id}
          name={question.name}
          value={choice.value}
          checked={checked}
          aria-describedby={hintId}
        />
        <label for={id}>{choice.label}</label>
        {hintId === undefined ? null : (
          <div class="hint" id={hintId}>
            {choice.hint}
          </div>
        )}
      </div>
      {choice.reveals === undefined ? null : <div class="choice-reveal">{choice.reveals}</div>}
    </>
  );
}

export interface ConsentProps extends Pick<QuestionProps, 'name' | 'id' | 'error' | 'hint'> {
  readonly label: ComponentChildren;
  readonly checked?: boolean | undefined;
  readonly value?: string | undefined;
}

/** A single box to tick: a consent, a statement that all is true. */
export function Consent(props: ConsentProps): JSX.Element {
  const id = questionId(props);
  return (
    <div class={props.error === undefined ? 'field' : 'field field-wrong'}>
      <QuestionNotes {...props} />
      <div class="choice choice-checkbox">
        <input
          type="checkbox"
          id={id}
          name={props.name}
          value={props.value ?? 'yes'}
          checked={props.checked}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error === undefined ? undefined : true}
        />
        <label for={id}>{props.label}</label>
      </div>
    </div>
  );
}
