import type { ParameterValue } from '#kernel/parameters.ts';

/**
 * The numbers as they would stand on the day with the proposed one in force: it takes the place of
 * values of its own scope, and holds on that day whatever its own dates and state are.
 */
export function withChange(
  values: readonly ParameterValue[],
  proposed: ParameterValue,
  day: Temporal.PlainDate,
): readonly ParameterValue[] {
  const kept = values.filter((value) => !isSameScope(value, proposed));
  return [...kept, { ...proposed, status: 'enacted', valid: { from: day, to: null } }];
}

function isSameScope(a: ParameterValue, b: ParameterValue): boolean {
  return (
    a.code === b.code &&
    a.territory === b.territory &&
    a.service === b.service &&
    a.provider === b.provider &&
    a.category === b.category
  );
}
