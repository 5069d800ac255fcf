import { parseEdrpou, parsePhone, parseRnokpp, type Parsed } from '#kernel/identifiers.ts';
import { roles } from '#kernel/role.ts';
import { kyiv } from '#platform/clock.ts';
import { z } from 'zod';
import { admittingActs, bodyRoles, changingActs, consumerActs, grounds } from './acts.ts';
import { texts } from './texts.uk.ts';

const { faults } = texts;
const lineCharsMax = 200;
const basisCharsMax = 1_000;

const line = (fault: string) => z.string(fault).trim().min(1, fault).max(lineCharsMax, fault);
const orNull = <T extends z.ZodType>(one: T) =>
  z.preprocess((given) => (given === '' || given === undefined ? null : given), one.nullable());
const identifier = <T extends string>(parse: (text: string) => Parsed<T>, fault: string) =>
  z
    .string(fault)
    .transform((text) => parse(text.trim()))
    .refine((parsed) => parsed.ok, fault)
    .transform((parsed): string => (parsed.ok ? parsed.value : ''));
const day = (fault: string) => z.iso.date(fault).transform((text) => Temporal.PlainDate.from(text));
const tick = z.preprocess((given) => given === 'yes' || given === true, z.boolean());

const why = {
  ground: z.enum(grounds, faults.ground),
  basis: z.string(faults.basis).trim().min(1, faults.basis).max(basisCharsMax, faults.basis),
  aroseOn: day(faults.aroseOn),
};

const admitting = z.object({
  act: z.enum(admittingActs),
  rnokpp: identifier(parseRnokpp, faults.rnokpp),
  surname: line(faults.name),
  givenName: line(faults.name),
  patronymic: orNull(line(faults.name)),
  post: line(faults.post),
  email: z.email(faults.email).max(lineCharsMax, faults.email),
  phone: orNull(identifier(parsePhone, faults.phone)),
  /** Code of the codifier, when it is narrower than the body's own. */
  territory: orNull(line(faults.territory)),
  from: day(faults.from),
  /** The last day. */
  until: orNull(day(faults.until)),
  maySign: tick,
  isHead: tick,
  ...why,
});

const changing = z.object({
  act: z.enum(changingActs),
  membershipId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
  ...why,
});

/** What the head of a body says: who is to be let in, or what is to become of whom. */
export const headInput = z.discriminatedUnion('act', [admitting, changing]);
export type HeadInput = z.infer<typeof headInput>;

/** When what is on paper came, by the clock of Kyiv. */
const cameAt = z
  .string(faults.cameAt)
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/, faults.cameAt)
  .transform((text, context) => {
    try {
      return Temporal.PlainDateTime.from(text).toZonedDateTime(kyiv).toInstant();
    } catch {
      context.addIssue({ code: 'custom', message: faults.cameAt });
      return z.NEVER;
    }
  });

/** What an administrator reads from paper: of which body and in which role, too. */
export const paperInput = z.discriminatedUnion('act', [
  admitting.extend({
    edrpou: identifier(parseEdrpou, faults.edrpou),
    role: z.enum(roles, faults.role).refine((role) => bodyRoles.includes(role), faults.role),
    cameAt,
  }),
  changing.extend({ cameAt }),
]);
export type PaperInput = z.infer<typeof paperInput>;

/** What an administrator reads from paper about a consumer in person whom they found. */
export const consumerInput = z.object({
  act: z.enum(consumerActs),
  personId: z
    .string()
    .regex(/^[1-9]\d{0,17}$/)
    .transform(BigInt),
  ...why,
  cameAt,
});
export type ConsumerInput = z.infer<typeof consumerInput>;

export type Admitting = z.infer<typeof admitting>;
export type Changing = z.infer<typeof changing>;
