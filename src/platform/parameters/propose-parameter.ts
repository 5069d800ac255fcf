import { z } from 'zod';
import { defineCommand } from '#kernel/command.ts';
import { parseKatottg } from '#kernel/identifiers.ts';
import type { ParameterValue } from '#kernel/parameters.ts';
import { formatDecimal, parseDecimal } from '#kernel/quantity.ts';
import { refuse, type Refusal } from '#kernel/result.ts';
import { services } from '#kernel/service.ts';
import type { Execution } from '#platform/operations.ts';
import { actorKey } from '#platform/principal.ts';
import { insertProposal, lockCode, readBegunOnSameDay, readHistory } from './proposals.sql.ts';
import { parameterFaults as faults } from './texts.uk.ts';

const codeCharsMax = 80;
const valueCharsMax = 200;
const categoryCharsMax = 80;
const actCharsMax = 300;
// More decimals than any number of the law has; more than this is a slip.
const decimalsMax = 9;

const blank = z.literal('').transform(() => undefined);
const day = (message: string) =>
  z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, message)
    .transform((text, context) => {
      try {
        return Temporal.PlainDate.from(text, { overflow: 'reject' });
      } catch {
        context.addIssue({ code: 'custom', message });
        return z.NEVER;
      }
    });

/** The form of a proposal; what is left empty is not narrowed. `validTo` is the last day. */
const proposalInput = z
  .object({
    code: z.string(faults.code).min(1, faults.code).max(codeCharsMax, faults.code),
    value: z
      .string(faults.value)
      .trim()
      .min(1, faults.value)
      .max(valueCharsMax, faults.valueTooLong),
    validFrom: day(faults.validFrom),
    validTo: blank.or(day(faults.validTo)).optional(),
    territory: blank
      .or(z.string().refine((code) => parseKatottg(code).ok, faults.territory))
      .optional(),
    service: blank.or(z.enum(services, faults.service)).optional(),
    provider: blank.or(z.string().regex(/^[1-9]\d{0,17}$/, faults.provider)).optional(),
    category: blank.or(z.string().trim().max(categoryCharsMax, faults.category)).optional(),
    act: z.string(faults.act).trim().min(1, faults.act).max(actCharsMax, faults.actTooLong),
    status: z.enum(['enacted', 'draft', 'unverified'], faults.status),
  })
  .refine(
    ({ validFrom, validTo }) =>
      validTo === undefined || Temporal.PlainDate.compare(validFrom, validTo) <= 0,
    { path: ['validTo'], message: faults.validToTooEarly },
  );

type ProposalInput = z.infer<typeof proposalInput>;

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
    const known = (await readHistory(tx, input.code)).findLast(({ state }) => state === 'approved');
    if (known === undefined) return refuse('unknown-parameter', undefined, { code: input.code });
    const value = sameKindOfValue(input.value, known.parameter.value);
    if (value === undefined) return refuse('not-a-number', undefined, { value: input.value });
    const parameter = proposedParameter(input, value, known.parameter.unit);
    const waiting = await readBegunOnSameDay(tx, parameter, ['proposed']);
    if (waiting.some((proposal) => proposal.parameter.value === value)) {
      return refuse('already-proposed', undefined, { code: input.code });
    }
    const id = await insertProposal(tx, parameter, { by: actorKey(principal), at: now });
    return { parameterId: id.toString() };
  },
});

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
