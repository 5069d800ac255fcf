import type { FoundTerritory, Territory } from '#modules/registry/index.ts';
import type { Operations } from '#platform/operations.ts';
import type { Principal } from '#platform/principal.ts';
import type { Errors } from './errors-of.ts';
import { chooseTerritory } from './queries.ts';
import { texts } from './texts.uk.ts';

/** The territory that a form names, as far as one is meant. */
export interface TypedTerritory {
  readonly territory: Territory | undefined;
  /** What is wrong with what was typed. */
  readonly error: string | undefined;
  /** Those it may mean. */
  readonly candidates: readonly FoundTerritory[];
}

/** Reads the field with a territory, in force on a day where the day is known. */
export async function readTypedTerritory(
  operations: Operations,
  principal: Principal,
  typed: { readonly text: string; readonly on: string },
): Promise<TypedTerritory> {
  const chosen = await operations.ask(chooseTerritory, principal, typed);
  if (chosen.kind !== 'done') return { territory: undefined, error: undefined, candidates: [] };
  const { territory, candidates } = chosen.value;
  if (territory !== undefined || typed.text === '') {
    return { territory, error: undefined, candidates: [] };
  }
  const error = candidates.length === 0 ? texts.noTerritory : texts.whichTerritory;
  return { territory, error, candidates };
}

/** The errors of a form with what is wrong with its territory in place of what came of that. */
export function withTerritoryError(errors: Errors, { error }: TypedTerritory): Errors {
  return error === undefined ? errors : new Map([...errors, ['territory', error]]);
}
