import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';
import { errorSummaryTexts } from './texts.uk.ts';

export interface FieldError {
  /** The id of the field to correct; left out when the fault is not of one field. */
  readonly fieldId?: string | undefined;
  readonly message: string;
}

export interface ErrorSummaryProps {
  readonly errors: readonly FieldError[];
  readonly title?: string | undefined;
  /** What can be done besides correcting. */
  readonly children?: ComponentChildren;
}

/**
 * All faults of a form in one place, first on the page. `autofocus` brings the keyboard and the
 * reader here without script; each line leads to its field.
 */
export function ErrorSummary({ errors, title, children }: ErrorSummaryProps): JSX.Element | null {
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} autofocus>
      <h2>
        <Icon name="bad" />
        {title ?? errorSummaryTexts.title}
      </h2>
      <ul>
        {errors.map(({ fieldId, message }) => (
          <li>{fieldId === undefined ? message : <a href={`#${fieldId}`}>{message}</a>}</li>
        ))}
      </ul>
      {children}
    </div>
  );
}
