import type { JSX } from 'preact';
import { describedBy, questionId, type QuestionProps, QuestionShell } from '../field/shell.tsx';
import { fieldTexts } from '../field/texts.uk.ts';
import { Icon } from '../icons/icon.tsx';

export interface SelectOption {
  readonly value: string;
  readonly label: string;
}

export interface SelectProps extends QuestionProps {
  readonly options: readonly SelectOption[];
  readonly value?: string | undefined;
  /** Words of the empty first line; `null` when one option always stands chosen. */
  readonly emptyLabel?: string | null | undefined;
  readonly width?: 'medium' | 'full' | undefined;
  readonly labelHidden?: boolean | undefined;
}

/** One of many: more than seven options; fewer are better as `Radios`. */
export function Select(props: SelectProps): JSX.Element {
  const emptyLabel = props.emptyLabel === undefined ? fieldTexts.choose : props.emptyLabel;
  return (
    <QuestionShell {...props}>
      <div class={`select select-${props.width ?? 'full'}`}>
        <select
          class="input"
          id={questionId(props)}
          name={props.name}
          aria-describedby={describedBy(props)}
          aria-invalid={props.error === undefined ? undefined : true}
        >
          {emptyLabel === null ? null : <option value="">{emptyLabel}</option>}
          {props.options.map(({ value, label }) => (
            <option value={value} selected={value === props.value}>
              {label}
            </option>
          ))}
        </select>
        <Icon name="down" />
      </div>
    </QuestionShell>
  );
}
