import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { formatDecimal, parseDecimal } from '#kernel/quantity.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
import type { Connection } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { dayField, optionalField, territoryField } from './parameter-fields.ts';
import { findSample, insertProposal, lockCode, readBegunOnSameDay } from './proposals.sql.ts';
import { parameterFaults as faults } from './texts.uk.ts';
import { refuseParameter } from './refuse-parameter.ts';

const codeCharsMax = 80;
const valueCharsMax = 200;
const categoryCharsMax = 80;
const actCharsMax = 300;
// More decimals than any number of the law has; more than this is a slip.
const decimalsMax = 9;

/** The form of a proposal; what is left empty is not narrowed. `validTo` is the last day. */
export const proposalInput = z
  .object({
    code: z.string(faults.code).min(1, faults.code).max(codeCharsMax, faults.code),
    value: z
      .string(faults.value)
      .trim()
      .min(1, faults.value)
      .max(valueCharsMax, faults.valueTooLong),
    validFrom: dayField(faults.validFrom),
    validTo: optionalField(dayField(faults.validTo)),
    territory: optionalField(territoryField),
    service: optionalField(z.enum(services, faults.service)),
    provider: optionalField(z.string(faults.provider).regex(/^[1-9]\d{0,17}$/, faults.provider)),
    category: optionalField(
      z.string(faults.category).trim().max(categoryCharsMax, faults.category),
    ),
    act: z.string(faults.act).trim().min(1, faults.act).max(actCharsMax, faults.actTooLong),
    status: z.enum(['enacted', 'draft', 'unverified'], faults.status),
  })
  .refine(
    ({ validFrom, validTo }) =>
      validTo === undefined || Temporal.PlainDate.compare(validFrom, validTo) <= 0,
    { path: ['validTo'], message: faults.validToTooEarly },
  );

export type ProposalInput = z.infer<typeof proposalInput>;

/**
 * Enters a dated value of the law or of a local decision. It is in force for nobody until a second
 * person approves it. The unit and the kind of value are those the code already has: a code that
 * no rule reads is a slip.
 */
export const proposeParameter = defineCommand({
  id: 'platform.propose-parameter',
  law: ['1039:10.17', '1039:53.3'],
  audience: ['technical-administrator'],
  scope: { kind: 'platform', key: () => 'parameters' },
  input: proposalInput,
  auditSubject: ({ code }) => `parameter:${code}`,
  async handle(
    { tx, principal, now }: Execution,
    input: ProposalInput,
  ): Promise<{ readonly parameterId: string } | Refusal> {
    await lockCode(tx, input.code);
    const parameter = await readProposedParameter(tx, input);
    if (isRefusal(parameter)) return parameter;
    const id = await insertProposal(tx, parameter, { by: actorKey(principal), at: now });
    return { parameterId: id.toString() };
  },
});

/**
 * What the form would enter. Refuses a code that no rule reads, words where a number is awaited,
 * and a proposal that waits already.
 */
export async function readProposedParameter(
  db: Connection,
  input: ProposalInput,
): Promise<ParameterValue | Refusal> {
  const known = await findSample(db, input.code);
  if (known === undefined) return refuseParameter('unknown-parameter', { code: input.code });
  const value = sameKindOfValue(input.value, known.value);
  if (value === undefined) return refuseParameter('not-a-number', { value: input.value });
  const parameter = proposedParameter(input, value, known.unit);
  const waiting = await readBegunOnSameDay(db, parameter, ['proposed']);
  return waiting.some((proposal) => proposal.parameter.value === value)
    ? refuseParameter('already-proposed', { code: input.code })
    : parameter;
}

/** Where the code holds numbers, only a number will do; it is kept as an exact decimal text. */
function sameKindOfValue(text: string, known: string): string | undefined {
  if (parseDecimal(known, decimalsMax) === undefined) return text;
  const scaled = parseDecimal(text, decimalsMax);
  return scaled === undefined ? undefined : formatDecimal(scaled, decimalsMax);
}

function proposedParameter(input: ProposalInput, value: string, unit: string): ParameterValue {
  const { code, validFrom, validTo, territory, service, provider, category, act, status } = input;
  return {
    code,
    value,
    unit,
    valid: { from: validFrom, to: validTo?.add({ days: 1 }) ?? null },
    ...(territory === undefined ? {} : { territory }),
    ...(service === undefined ? {} : { service }),
    ...(provider === undefined ? {} : { provider }),
    ...(category === undefined ? {} : { category }),
    act,
    status,
  };
}
