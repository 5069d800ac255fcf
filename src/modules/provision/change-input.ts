import {
  eventFields,
  placeFault,
  rightFields,
  termIsInOrder,
  termReversed,
} from '#modules/registry/index.ts';
import { z } from 'zod';
import { texts } from './texts.uk.ts';

const territoryCharsMax = 200;

/** A name or a code, as typed. */
const territory = z.string().trim().max(territoryCharsMax).default('');

const { service, ...document } = rightFields;

const right = z
  .object({
    kind: z.literal('right'),
    service,
    territory: territory.refine((text) => text !== '', texts.faults.territory),
    ...document,
  })
  .refine(termIsInOrder, termReversed);

const event = z.object({ ...eventFields, territory }).superRefine((said, context) => {
  const message = placeFault(said.kind, said.territory !== '');
  if (message !== undefined) context.addIssue({ code: 'custom', path: ['territory'], message });
});

/** A change as the form of a provider says it (1039:23.3.b). */
export const changeInput = z.discriminatedUnion('kind', [right, event], {
  error: texts.faults.kind,
});

export type ChangeInput = z.infer<typeof changeInput>;
