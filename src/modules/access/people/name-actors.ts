import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import type { Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import { z } from 'zod';
import { readPersonNames } from './person-names.sql.ts';

/** A page of the log with both signatures of each row, and some to spare. */
const actorsMax = 500;
/** A person, alone or in the name that they act in. */
const personActor = /^person:(\d{1,18})(?::|$)/;

const input = z.object({ actors: z.array(z.string()).max(actorsMax) });

/**
 * Who stands behind the short names of actors: the administrator sees who acted (1039:56.1). The
 * platform itself and seeds are nobody and are left out.
 */
export const nameActors = defineQuery({
  id: 'access.name-actors',
  law: [law('1039:56.1'), law('1039:20.3')],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'audit' },
  input,
  async handle(
    { db }: Reading,
    { actors }: z.infer<typeof input>,
  ): Promise<ReadonlyMap<string, string>> {
    const ids = actors.flatMap((actor) => {
      const [, id] = personActor.exec(actor) ?? [];
      return id === undefined ? [] : [{ actor, personId: BigInt(id) }];
    });
    const people = await beyondReach(db, 'names of those who acted', (every) =>
      readPersonNames(
        every,
        ids.map(({ personId }) => personId),
      ),
    );
    const names = new Map(people.map(({ personId, name }) => [personId, name]));
    return new Map(
      ids.flatMap(({ actor, personId }) => {
        const name = names.get(personId);
        return name === undefined ? [] : [[actor, name] as const];
      }),
    );
  },
});
