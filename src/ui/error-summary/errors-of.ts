import type { FieldError } from './error-summary.tsx';

/** Faults by the ids of their fields, as a form keeps them; an empty id is of the whole form. */
export function errorsOf(faults: Readonly<Record<string, string>>): readonly FieldError[] {
  return Object.entries(faults).map(([fieldId, message]) => ({
    message,
    fieldId: fieldId === '' ? undefined : fieldId,
  }));
}
