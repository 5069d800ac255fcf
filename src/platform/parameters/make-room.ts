import type { ParameterValue } from '#kernel/parameters.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import type { Tx } from '#platform/db/database.ts';
import { giveWay } from './placement.ts';
import { insertApproved, readOverlapping, supersede, type Signature } from './proposals.sql.ts';

/**
 * Makes the approved values that stand in the way of a new one give way to it. No number is edited:
 * the older row becomes superseded, and new rows carry its value on for the days it keeps. Changes
 * nothing when any of the older values does not give way.
 */
export async function makeRoom(
  tx: Tx,
  parameter: ParameterValue,
  signatures: { readonly entered: Signature; readonly approved: Signature },
): Promise<undefined | Refusal> {
  const inTheWay = [];
  for (const stored of await readOverlapping(tx, parameter, ['approved'])) {
    const way = giveWay(stored.parameter, parameter);
    if (isRefusal(way)) return way;
    inTheWay.push({ stored, keeps: way.keeps });
  }
  for (const { stored, keeps } of inTheWay) {
    await supersede(tx, stored.parameterId);
    for (const valid of keeps) {
      await insertApproved(tx, { ...stored.parameter, valid }, signatures);
    }
  }
  return undefined;
}
