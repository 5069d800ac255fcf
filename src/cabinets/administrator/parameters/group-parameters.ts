import { contains } from '#kernel/period.ts';
import type { ParameterStatus, ParameterValue } from '#kernel/parameters.ts';
import { searchKey } from '#kernel/ukrainian.ts';
import type { ParameterList, StoredParameter } from '#platform/parameters/list-parameters.ts';
import { parameterName } from './describe.tsx';

/** One code with the values that hold today, each for its own scope. */
export interface ParameterGroup {
  readonly code: string;
  readonly values: readonly ParameterValue[];
  readonly waiting: readonly StoredParameter[];
}

export interface ParameterFilter {
  readonly text: string;
  readonly status: ParameterStatus | undefined;
}

/** Codes in the order of the alphabet of their names, with what holds on the day. */
export function groupParameters(
  { approved, waiting }: ParameterList,
  filter: ParameterFilter,
  today: Temporal.PlainDate,
): readonly ParameterGroup[] {
  const codes = [...new Set(approved.map(({ code }) => code))];
  const key = searchKey(filter.text);
  return codes
    .filter((code) => searchKey(`${code} ${parameterName(code)}`).includes(key))
    .map((code) => ({
      code,
      values: approved.filter((value) => value.code === code && contains(value.valid, today)),
      waiting: waiting.filter(({ parameter }) => parameter.code === code),
    }))
    .filter(({ values }) => hasStatus(values, filter.status))
    .sort((a, b) => ukrainian.compare(parameterName(a.code), parameterName(b.code)));
}

const ukrainian = new Intl.Collator('uk');

function hasStatus(
  values: readonly ParameterValue[],
  status: ParameterStatus | undefined,
): boolean {
  return status === undefined || values.some((value) => value.status === status);
}
