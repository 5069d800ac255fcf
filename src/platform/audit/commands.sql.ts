import type { Queryable } from '#platform/db/queryable.ts';
import { z } from 'zod';

const commandRow = z.object({ command: z.string() });

/** Ids of all commands on record, found by jumps along the index: the log itself is not read. */
export async function listLoggedCommands(db: Queryable): Promise<readonly string[]> {
  const { rows } = await db.query(
    `with recursive known as (
      (select command from audit.entry order by command limit 1)
      union all
      select (select e.command from audit.entry e where e.command > known.command
              order by e.command limit 1)
      from known where known.command is not null
    )
    select command from known where command is not null order by command`,
  );
  return rows.map((row) => commandRow.parse(row).command);
}
