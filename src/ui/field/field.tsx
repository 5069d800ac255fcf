import {
  type ComponentChildren,
  h,
  type InputHTMLAttributes,
  type JSX,
  type LooseInputHTMLAttributes,
} from 'preact';
import { describedBy, questionId, type QuestionProps, QuestionShell } from './shell.tsx';
import { fieldTexts } from './texts.uk.ts';

export type FieldKind = keyof typeof kinds | 'textarea';

export interface FieldProps extends QuestionProps {
  readonly kind?: FieldKind | undefined;
  /** What was typed before, given back as it was, even when wrong. */
  readonly value?: string | undefined;
  /** Stands after the control and is read with it: a unit of measure. `money` brings its own. */
  readonly unit?: string | undefined;
  readonly width?: 'short' | 'medium' | 'full' | undefined;
  /** WCAG 1.3.5: `email`, `tel`, `name`, `street-address`, `one-time-code`… */
  readonly autocomplete?: string | undefined;
  readonly maxLength?: number | undefined;
  readonly rows?: number | undefined;
  /** Of a file: the kinds that are taken, as in HTML: ".pdf,image/*". */
  readonly accept?: string | undefined;
  readonly multiple?: boolean | undefined;
  /** Of a date: ISO 8601. */
  readonly min?: string | undefined;
  readonly max?: string | undefined;
  readonly readOnly?: boolean | undefined;
  readonly labelHidden?: boolean | undefined;
  /** Takes the focus when the page opens; for a page that asks one thing only. */
  readonly autoFocus?: boolean | undefined;
  /** Ready answers that the browser offers while typing. */
  readonly suggestions?: readonly string[] | undefined;
  /** A button on the same line that searches. */
  readonly after?: ComponentChildren;
}

type InputType =
  | 'text'
  | 'search'
  | 'date'
  | 'month'
  | 'time'
  | 'email'
  | 'tel'
  | 'password'
  | 'file';

interface InputHtml {
  readonly type: InputType;
  readonly inputMode?: 'numeric' | 'decimal';
  readonly autocomplete?: string;
}

/** HTML of each kind of answer. Numbers stay text, so that nothing typed is lost or rounded. */
const kinds = {
  text: { type: 'text' },
  'whole-number': { type: 'text', inputMode: 'numeric', autocomplete: 'off' },
  decimal: { type: 'text', inputMode: 'decimal', autocomplete: 'off' },
  money: { type: 'text', inputMode: 'decimal', autocomplete: 'off' },
  search: { type: 'search' },
  date: { type: 'date' },
  month: { type: 'month' },
  time: { type: 'time' },
  email: { type: 'email', autocomplete: 'email' },
  phone: { type: 'tel', autocomplete: 'tel' },
  password: { type: 'password', autocomplete: 'current-password' },
  file: { type: 'file' },
} as const satisfies Record<string, InputHtml>;

const rowsDefault = 5;

/** One question with one typed answer. Label, hint, error and unit are tied to it by ids. */
export function Field(props: FieldProps): JSX.Element {
  const unit = props.unit ?? (props.kind === 'money' ? fieldTexts.hryvnia : undefined);
  const list = props.suggestions === undefined ? undefined : `${questionId(props)}-list`;
  return (
    <QuestionShell {...props}>
      <div class="field-line">
        {props.kind === 'textarea' ? (
          <LongInput {...props} />
        ) : (
          <ShortInput field={props} unit={unit} list={list} />
        )}
        {unit === undefined ? null : (
          <span class="unit" id={`${questionId(props)}-unit`}>
            {unit}
          </span>
        )}
        {props.after}
      </div>
      {list === undefined ? null : (
        <datalist id={list}>
          {(props.suggestions ?? []).map((text) => (
            <option value={text} />
          ))}
        </datalist>
      )}
    </QuestionShell>
  );
}

interface ShortInputProps {
  readonly field: FieldProps;
  readonly unit: string | undefined;
  readonly list: string | undefined;
}

function ShortInput({ field, unit, list }: ShortInputProps): JSX.Element {
  const kind = field.kind === undefined || field.kind === 'textarea' ? 'text' : field.kind;
  const html: InputHtml = kinds[kind];
  return (
    <LooseInput
      class={`input input-${field.width ?? defaultWidth(kind)}`}
      id={questionId(field)}
      name={field.name}
      type={html.type}
      inputMode={html.inputMode}
      autocomplete={field.autocomplete ?? html.autocomplete}
      // A file or a password is never given back.
      value={kind === 'file' || kind === 'password' ? undefined : field.value}
      maxLength={field.maxLength}
      accept={field.accept}
      multiple={field.multiple}
      min={field.min}
      max={field.max}
      readOnly={field.readOnly}
      autofocus={field.autoFocus}
      list={list}
      spellcheck={kind === 'text' || kind === 'search' ? undefined : false}
      aria-describedby={describedBy(field, unit)}
      aria-invalid={field.error === undefined ? undefined : true}
    />
  );
}

/** Preact types `input` as a union by its kind, which a computed kind cannot satisfy. */
function LooseInput(
  props: LooseInputHTMLAttributes & { readonly list: string | undefined },
): JSX.Element {
  return h('input', props as InputHTMLAttributes);
}

function LongInput(field: FieldProps): JSX.Element {
  return (
    <textarea
      class="input input-full"
      id={questionId(field)}
      name={field.name}
      rows={field.rows ?? rowsDefault}
      maxLength={field.maxLength}
      readOnly={field.readOnly}
      autofocus={field.autoFocus}
      aria-describedby={describedBy(field)}
      aria-invalid={field.error === undefined ? undefined : true}
      value={field.value}
    />
  );
}

/** The width of a control says how long an answer is awaited. */
function defaultWidth(kind: keyof typeof kinds): 'short' | 'medium' | 'full' {
  if (kind === 'whole-number' || kind === 'decimal' || kind === 'money') return 'short';
  if (kind === 'date' || kind === 'month' || kind === 'time' || kind === 'phone') return 'medium';
  return 'full';
}
