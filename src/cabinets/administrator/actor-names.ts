import type { Principal } from '#platform/principal.ts';
import type { CabinetParts } from '../plugin.ts';
import { actorTexts } from './texts.uk.ts';

export type ActorNames = ReadonlyMap<string, string>;

/** Names of the people behind short names of actors, for pages of the administrator. */
export async function readActorNames(
  { operations, nameActors }: Pick<CabinetParts, 'operations' | 'nameActors'>,
  principal: Principal,
  actors: readonly (string | null)[],
): Promise<ActorNames> {
  const distinct = [...new Set(actors.filter((actor) => actor !== null))];
  const answer = await operations.ask(nameActors, principal, { actors: distinct });
  return answer.kind === 'done' ? answer.value : new Map();
}

/** A person by name; the platform itself, its releases and strangers by a word. */
export function actorName(names: ActorNames, actor: string): string {
  return names.get(actor) ?? actorTexts[actor] ?? actor;
}
