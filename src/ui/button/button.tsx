import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';

/** `main` is the one thing to do on the page; `quiet` the others; `danger` cannot be undone. */
export type ButtonLook = 'main' | 'quiet' | 'danger' | 'point';

export interface ButtonProps {
  readonly children: ComponentChildren;
  readonly look?: ButtonLook | undefined;
  readonly icon?: IconName | undefined;
  readonly name?: string | undefined;
  readonly value?: string | undefined;
  /** Sends the form to another address than its own. */
  readonly formAction?: string | undefined;
  /** Ties the button to a form that stands elsewhere. */
  readonly form?: string | undefined;
  /**
   * Why the button cannot be pressed now. Its presence switches the button off, so that no
   * disabled control is left without its reason.
   */
  readonly disabledReason?: string | undefined;
  /** Must differ between two switched-off buttons of one page. */
  readonly id?: string | undefined;
}

/** A button that sends its form. */
export function Button(props: ButtonProps): JSX.Element {
  const button = (
    <button
      type="submit"
      class={lookClass(props.look)}
      id={props.id}
      name={props.name}
      value={props.value}
      form={props.form}
      formAction={props.formAction}
      disabled={props.disabledReason !== undefined}
      aria-describedby={props.disabledReason === undefined ? undefined : reasonId(props)}
    >
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </button>
  );
  if (props.disabledReason === undefined) return button;
  return (
    <span class="button-off">
      {button}
      <span class="button-reason" id={reasonId(props)}>
        <Icon name="lock" />
        {props.disabledReason}
      </span>
    </span>
  );
}

export interface LinkButtonProps {
  readonly href: string;
  readonly children: ComponentChildren;
  readonly look?: ButtonLook | undefined;
  readonly icon?: IconName | undefined;
  readonly download?: boolean | undefined;
}

/** A link that is as important as a button; it only ever opens a page or a file. */
export function LinkButton(props: LinkButtonProps): JSX.Element {
  return (
    <a class={lookClass(props.look)} href={props.href} download={props.download}>
      {props.icon === undefined ? null : <Icon name={props.icon} />}
      {props.children}
    </a>
  );
}

/** Buttons side by side; on a phone each takes the full width. */
export function ButtonRow({ children }: { readonly children: ComponentChildren }): JSX.Element {
  return <div class="button-row">{children}</div>;
}

function lookClass(look: ButtonLook = 'main'): string {
  return look === 'main' ? 'button' : `button button-${look}`;
}

function reasonId(props: ButtonProps): string {
  return `${props.id ?? props.name ?? 'button'}-reason`;
}
