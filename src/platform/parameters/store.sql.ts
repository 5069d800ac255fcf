import { z } from 'zod';
import type { ParameterValue } from '#kernel/parameters.ts';
import { services } from '#kernel/service.ts';
import { queryableOf, type Connection } from '#platform/db/queryable-of.ts';

/** Columns of a value as `valueRow` reads them; a bound of infinity is null. */
export const valueColumns = `code, value #>> '{}' as value, unit,
  lower(valid) as valid_from, upper(valid) as valid_to,
  territory, service, provider, category, act, status`;

const day = z.instanceof(Temporal.PlainDate);

export const valueRow = z.object({
  code: z.string(),
  value: z.string(),
  unit: z.string(),
  valid_from: day,
  valid_to: day.nullable(),
  territory: z.string().nullable(),
  service: z.enum(services).nullable(),
  provider: z.bigint().nullable(),
  category: z.string().nullable(),
  act: z.string(),
  status: z.enum(['enacted', 'draft', 'unverified']),
});

const identifiedRow = valueRow.extend({ id: z.string() });

/** A row as the kernel knows it: what the scope leaves out is absent, not null. */
export function valueFrom(row: z.infer<typeof valueRow>): ParameterValue {
  return {
    code: row.code,
    value: row.value,
    unit: row.unit,
    valid: { from: row.valid_from, to: row.valid_to },
    ...(row.territory === null ? {} : { territory: row.territory }),
    ...(row.service === null ? {} : { service: row.service }),
    ...(row.provider === null ? {} : { provider: row.provider.toString() }),
    ...(row.category === null ? {} : { category: row.category }),
    act: row.act,
    status: row.status,
  };
}

/** Every approved value, or those of the named codes; for calculations that look up many. */
export async function readApprovedParameters(
  db: Connection,
  codes?: readonly string[],
): Promise<ParameterValue[]> {
  const { rows } = await queryableOf(db).query(
    `select parameter_id::text as id, ${valueColumns} from platform.parameter
    where state = 'approved' and ($1::text[] is null or code = any($1::text[]))
    order by code, valid, parameter_id`,
    [codes ?? null],
  );
  return rows.map((row) => {
    const { id, ...value } = identifiedRow.parse(row);
    return { id, ...valueFrom(value) };
  });
}
