import { z } from 'zod';
import { defineCommand, type CommandDefinition } from '#kernel/command.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { isRefusal, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
import type { Connection } from '#platform/db/queryable-of.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { dayField, optionalField, territoryField } from './parameter-fields.ts';
import { findSample, insertProposal, lockCode, readBegunOnSameDay } from './proposals.sql.ts';
import { refuseParameter } from './refuse-parameter.ts';
import { codesTogether, readValue, refuseValue, type ParameterRules } from './rules.ts';
import { readApprovedParameters } from './store.sql.ts';
import { parameterFaults as faults, valueNotAllowed } from './texts.uk.ts';

const codeCharsMax = 80;
const valueCharsMax = 200;
const categoryCharsMax = 80;
const actCharsMax = 300;

const fields = z
  .object({
    code: z.string(faults.code).min(1, faults.code).max(codeCharsMax, faults.code),
    value: z
      .string(faults.value)
      .trim()
      .min(1, { error: faults.value, abort: true })
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

export type ProposalInput = z.infer<typeof fields>;

/**
 * The form of a proposal; what is left empty is not narrowed. `validTo` is the last day. A number
 * out of the bounds of its code is answered for beside its field.
 */
export function proposalInput({ bounds }: ParameterRules) {
  return fields.superRefine(({ code, value }, context) => {
    const allowed = bounds[code];
    if (allowed === undefined || readValue(value, allowed) !== undefined) return;
    context.addIssue({ code: 'custom', path: ['value'], message: valueNotAllowed(allowed) });
  });
}

/**
 * Enters a dated value of the law or of a local decision. It is in force for nobody until a second
 * person approves it. The unit is the one that the code already has: a code that no rule reads is a
 * slip.
 */
export function proposeParameter(
  rules: ParameterRules,
): CommandDefinition<ProposalInput, { readonly parameterId: string } | Refusal, Execution> {
  return defineCommand({
    id: 'platform.propose-parameter',
    law: ['1039:10.17', '1039:53.3'],
    audience: ['technical-administrator'],
    scope: { kind: 'platform', key: () => 'parameters' },
    input: proposalInput(rules),
    auditSubject: ({ code }) => `parameter:${code}`,
    async handle({ tx, principal, now }, input) {
      await lockCode(tx, input.code);
      const parameter = await readProposedParameter(tx, rules, input);
      if (isRefusal(parameter)) return parameter;
      const id = await insertProposal(tx, parameter, { by: actorKey(principal), at: now });
      return { parameterId: id.toString() };
    },
  });
}

/**
 * What the form would enter. Refuses a code that no rule reads, parts that would exceed their
 * whole, and a proposal that waits already.
 */
export async function readProposedParameter(
  db: Connection,
  rules: ParameterRules,
  input: ProposalInput,
): Promise<ParameterValue | Refusal> {
  const bounds = rules.bounds[input.code];
  const known = await findSample(db, input.code);
  if (bounds === undefined || known === undefined) {
    return refuseParameter('unknown-parameter', { code: input.code });
  }
  const value = readValue(input.value, bounds) ?? input.value;
  const parameter = proposedParameter(input, value, known.unit);
  const approved = await readApprovedParameters(db, codesTogether(rules, input.code));
  const refusal = refuseValue(rules, approved, parameter);
  if (refusal !== undefined) return refusal;
  const waiting = await readBegunOnSameDay(db, parameter, ['proposed']);
  return waiting.some((proposal) => proposal.parameter.value === value)
    ? refuseParameter('already-proposed', { code: input.code })
    : parameter;
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
