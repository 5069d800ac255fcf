import type { ClauseId } from '#kernel/law.ts';
import type { ComponentChildren, JSX } from 'preact';
import { ClauseTag } from '../clause-tag/clause-tag.tsx';

export interface CalculationInput {
  readonly label: ComponentChildren;
  /** With its unit. */
  readonly value: ComponentChildren;
  /** Where the value comes from: a reading, a decision, a register. */
  readonly source?: ComponentChildren;
  readonly clause?: ClauseId | undefined;
}

export interface CalculationProps {
  /** Volume × tariff = sum, figures in <b>. */
  readonly formula: ComponentChildren;
  readonly inputs: readonly CalculationInput[];
  /** To the whole building, to dispute, to prove. */
  readonly children?: ComponentChildren;
}

/** How a sum came about: the formula, what went into it, and where each input is from. */
export function Calculation({ formula, inputs, children }: CalculationProps): JSX.Element {
  return (
    <div class="calculation">
      <p class="formula">{formula}</p>
      <dl>
        {inputs.map(({ label, value, source, clause }) => (
          <div>
            <dt>{label}</dt>
            <dd class="calculation-value">{value}</dd>
            <dd class="calculation-source">
              {source} {clause === undefined ? null : <ClauseTag clause={clause} />}
            </dd>
          </div>
        ))}
      </dl>
      {children === undefined ? null : <div class="row small">{children}</div>}
    </div>
  );
}
