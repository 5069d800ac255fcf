import { z } from 'zod';

const isoDate = /^(20\d{2})-\d{2}-\d{2}$/;

/** A day as the date field of a browser sends it; an empty field has a message of its own. */
export function dateField(faults: { readonly missing: string; readonly wrong: string }) {
  return z.string().transform((text, context): Temporal.PlainDate => {
    try {
      if (isoDate.test(text)) return Temporal.PlainDate.from(text, { overflow: 'reject' });
    } catch (error) {
      // The form is right, the day is not: 2026-02-30.
      if (!(error instanceof RangeError)) throw error;
    }
    const message = text === '' ? faults.missing : faults.wrong;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  });
}

/** Words of bounded length; those that are not there have a message of their own. */
export function textField(
  lengthMax: number,
  faults: { readonly missing: string; readonly tooLong: string },
) {
  return z.string().trim().min(1, faults.missing).max(lengthMax, faults.tooLong);
}
