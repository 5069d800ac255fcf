import { documentsSealedColumns } from './engine/index.ts';
import { accessSealedColumns } from './modules/access/index.ts';
import { registrySealedColumns } from './modules/registry/index.ts';
import { supportSealedColumns } from './modules/support/index.ts';

/** Every column of the database whose values are sealed and stay. */
export const sealedColumns = [
  ...accessSealedColumns,
  ...registrySealedColumns,
  ...documentsSealedColumns,
  ...supportSealedColumns,
];
