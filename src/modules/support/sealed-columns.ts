import type { SealedColumn } from '#platform/secrets/sealed-columns.ts';
import { reportColumns } from './reports.sql.ts';

const ofReport = { keys: [{ column: 'report_id', type: 'bigint' }] } as const;

/** What this module seals. */
export const supportSealedColumns: readonly SealedColumn[] = [
  { name: reportColumns.said, ...ofReport },
  { name: reportColumns.email, ...ofReport },
  { name: reportColumns.answer, ...ofReport },
];
