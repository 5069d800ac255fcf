import type { ComponentChildren, JSX } from 'preact';

/** The field that proves the form was made by us for this session. */
const csrfFieldName = '_csrf';

export function CsrfField({ token }: { readonly token: string }): JSX.Element {
  return <input type="hidden" name={csrfFieldName} value={token} />;
}

export interface FormProps {
  readonly action: string;
  /** A `get` form (search, filters) puts its state into the address and needs no token. */
  readonly method?: 'get' | 'post';
  /** Required in practice for every `post`. */
  readonly csrfToken?: string | undefined;
  /** The form carries files. */
  readonly withFiles?: boolean | undefined;
  /** What travels along unseen: draft id, idempotency key, step. */
  readonly hidden?: Readonly<Record<string, string>> | undefined;
  /** Names the form for readers when the page has several. */
  readonly label?: string | undefined;
  /** Controls in one wrapping row, for filters. */
  readonly inline?: boolean | undefined;
  readonly children?: ComponentChildren;
}

/** A form that the server checks: the browser's own bubbles are switched off. */
export function Form(props: FormProps): JSX.Element {
  return (
    <form
      class={props.inline === true ? 'form-inline' : 'form'}
      method={props.method ?? 'post'}
      action={props.action}
      encType={props.withFiles === true ? 'multipart/form-data' : undefined}
      aria-label={props.label}
      noValidate
    >
      {props.csrfToken === undefined ? null : <CsrfField token={props.csrfToken} />}
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
    </form>
  );
}
