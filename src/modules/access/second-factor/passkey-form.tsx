import type { ComponentChildren, JSX } from 'preact';
import { CsrfField } from '#ui/form/form.tsx';
import { texts } from './texts.uk.ts';

export interface PasskeyFormProps {
  readonly action: string;
  readonly csrfToken: string;
  /** Make a passkey, or sign by one. */
  readonly way: 'create' | 'get';
  readonly label: string;
  /** What the browser is asked for, as JSON goes to it. */
  readonly options: object;
  readonly hidden?: Readonly<Record<string, string>>;
  readonly children?: ComponentChildren;
}

/**
 * A form that a browser answers by a passkey: the island fills the answer in and sends it as any
 * other form. Without script it stays hidden, and other ways stand beside.
 */
export function PasskeyForm(props: PasskeyFormProps): JSX.Element {
  return (
    <form
      class="form"
      method="post"
      action={props.action}
      aria-label={props.label}
      hidden
      data-passkey={props.way}
      data-options={JSON.stringify(props.options)}
      data-texts={JSON.stringify(texts.island)}
      noValidate
    >
      <CsrfField token={props.csrfToken} />
      <input type="hidden" name="answer" value="" />
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {props.children}
      <p role="alert" hidden data-fault />
    </form>
  );
}
