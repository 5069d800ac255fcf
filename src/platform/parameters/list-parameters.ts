import { z } from 'zod';
import { defineQuery } from '#kernel/command.ts';
import type { Role } from '#kernel/role.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import type { Refusal } from '#kernel/result.ts';
import type { Reading } from '#platform/operations.ts';
import { parameterIdField } from './parameter-fields.ts';
import { findProposal, listProposals, type StoredParameter } from './proposals.sql.ts';
import { refuseParameter } from './refuse-parameter.ts';
import { readApprovedParameters } from './store.sql.ts';

export type { ParameterState, StoredParameter } from './proposals.sql.ts';

const reviewers: readonly Role[] = ['technical-administrator', 'ministry'];
const scope = { kind: 'platform', key: () => 'parameters' } as const;

export interface ParameterList {
  /** Every approved value: of now, of the past and of the future, by code and then by date. */
  readonly approved: readonly ParameterValue[];
  readonly waiting: readonly StoredParameter[];
}

/** All numbers that the platform calculates with, and those that wait (1039:66). */
export const listParameters = defineQuery({
  id: 'platform.list-parameters',
  law: ['1039:20.3', '1039:66'],
  audience: reviewers,
  scope,
  input: z.object({}),
  handle: async ({ db }: Reading): Promise<ParameterList> => ({
    approved: await readApprovedParameters(db),
    waiting: await listProposals(db),
  }),
});

const proposalInput = z.object({ parameterId: parameterIdField });

/** One proposal in whatever state it has come to. */
export const readProposal = defineQuery({
  id: 'platform.read-proposal',
  law: ['1039:10.17'],
  audience: reviewers,
  scope,
  input: proposalInput,
  handle: async (
    { db }: Reading,
    { parameterId }: z.infer<typeof proposalInput>,
  ): Promise<StoredParameter | Refusal> =>
    (await findProposal(db, parameterId)) ?? refuseParameter('proposal-missing'),
});
