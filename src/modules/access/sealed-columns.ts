import type { SealedColumn } from '#platform/secrets/sealed-columns.ts';
import { phoneColumn } from './contacts/contacts.sql.ts';
import { trusteeNameColumn } from './mandates/trustee-name.ts';
import { requestColumns } from './lifecycle/requests.sql.ts';
import { changeGroundColumn } from './ownership/owner-changes.sql.ts';
import { personColumns } from './people/people.sql.ts';
import { rnokppIndex } from './people/people.ts';
import { groundColumn } from './second-factor/removals.sql.ts';
import { restrictedColumns } from './restricted/restricted.sql.ts';
import { secretColumn } from './second-factor/generators.sql.ts';

const ofPerson = { keys: [{ column: 'person_id', type: 'bigint' }] } as const;
const ofRequest = { keys: [{ column: 'request_id', type: 'bigint' }] } as const;

/** What this module seals. */
export const accessSealedColumns: readonly SealedColumn[] = [
  { name: secretColumn, keys: [{ column: 'generator_id', type: 'uuid' }] },
  {
    name: personColumns.rnokpp,
    ...ofPerson,
    index: { column: 'rnokpp_index', of: rnokppIndex },
  },
  { name: personColumns.name, ...ofPerson },
  { name: personColumns.email, ...ofPerson },
  { name: phoneColumn, ...ofPerson },
  { name: requestColumns.said, ...ofRequest },
  { name: requestColumns.reason, ...ofRequest },
  { name: groundColumn, keys: [{ column: 'removal_id', type: 'bigint' }] },
  { name: changeGroundColumn, keys: [{ column: 'change_id', type: 'bigint' }] },
  { name: restrictedColumns.said, ...ofRequest },
  { name: restrictedColumns.reason, ...ofRequest },
  { name: trusteeNameColumn, keys: [{ column: 'mandate_id', type: 'bigint' }] },
];
