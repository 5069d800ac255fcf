import { kopiykas, negateMoney, parseHryvnias, type Money } from '#kernel/money.ts';
import { period } from '#kernel/period.ts';
import { services } from '#kernel/service.ts';
import { z } from 'zod';
import { accountIdSchema } from '../account-id.ts';
import { dateField, textField } from '../form-fields.ts';
import { faults } from './texts.uk.ts';

const groundLengthMax = 500;
const actNumberLengthMax = 40;
/** A million hryvnias: more than a household is charged in a month is a slip of the keyboard. */
const sumMax = kopiykas(100_000_000n);

export const correctionWays = ['less', 'more'] as const;
export type CorrectionWay = (typeof correctionWays)[number];

const sumField = z.string().transform((text, context): Money => {
  const sum = parseHryvnias(text);
  if (sum !== undefined && sum > 0n && sum <= sumMax) return sum;
  const message = text.trim() === '' ? faults.sumMissing : faults.sum;
  context.addIssue({ code: 'custom', message });
  return z.NEVER;
});

/** A correction as the form sends it; what needs no look at bills is checked here. */
export const correctionInput = z
  .object({
    accountId: accountIdSchema,
    period: z
      .string(faults.period)
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, faults.period)
      .transform(period),
    service: z.enum(services, faults.line),
    providerId: z
      .string(faults.line)
      .regex(/^\d{1,18}$/, faults.line)
      .transform(BigInt),
    way: z.enum(correctionWays, faults.way),
    sum: sumField,
    ground: textField(groundLengthMax, { missing: faults.ground, tooLong: faults.groundTooLong }),
    actNumber: textField(actNumberLengthMax, {
      missing: faults.actNumber,
      tooLong: faults.tooLong,
    }),
    actOn: dateField({ missing: faults.actOn, wrong: faults.date }),
  })
  .transform(({ way, sum, ...rest }) => ({
    ...rest,
    /** What the correction adds to the debt; below zero when less is owed. */
    amount: way === 'less' ? negateMoney(sum) : sum,
  }));

export type CorrectionInput = z.infer<typeof correctionInput>;
