import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { ErrorSummary } from './error-summary.tsx';

export function ErrorSummaryExample(): JSX.Element {
  return (
    <ErrorSummary
      errors={[
        { fieldId: 'reading-wrong', message: sample.errors.reading },
        { fieldId: 'witness', message: sample.errors.service },
      ]}
    />
  );
}
