import { defineCommand, defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { isRefusal, refuse, type Refusal } from '#kernel/result.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { queryableOf } from '#platform/db/queryable-of.ts';
import type { Execution, Reading } from '#platform/operations.ts';
import { beyondReach } from '#platform/reach.ts';
import type { FieldCipher } from '#platform/secrets/field-cipher.ts';
import { z } from 'zod';
import { readPeople } from '../people/people.sql.ts';
import { openPerson } from '../people/people.ts';
import { isFoundBy } from '../persons/find-person.ts';
import { changeBy, consumerGroundsOf } from './acts.ts';
import { findInPerson, standInPerson, type HeldMembership } from './decisions.sql.ts';
import { obstacleTo, submitterOf, type Reader, type Said } from './read-submission.ts';
import { writeRequest } from './requests.ts';
import { consumerInput, type ConsumerInput } from './submission-input.ts';

const document = z.object({ documentId: z.bigint() });

/** Of consumers only the technical administrator decides (1039:55). */
const fromPaper = {
  law: [
    ...[law('1039:32.1'), law('1039:32.3'), law('1039:32.4'), law('1039:33.2'), law('1039:35')],
    ...[law('1039:37.1'), law('1039:37.2'), law('1039:39'), law('1039:55')],
  ],
  audience: ['technical-administrator'],
  scope: { kind: 'self' },
} as const;

const auditSubject = ({ personId }: ConsumerInput) => `person:${personId}`;

/** What would be entered from paper about a consumer in person, before it has a document. */
export function checkConsumerRequestQuery(secrets: FieldCipher) {
  return defineQuery({
    ...fromPaper,
    id: 'access.check-consumer-request',
    input: consumerInput,
    handle: ({ db, principal, now }: Reading, said: ConsumerInput): Promise<Said | Refusal> =>
      readConsumerSubmission({ db, secrets, principal, now }, said),
  });
}

/** Writes it down; it counts once the document of the paper is signed. */
export function draftConsumerRequestCommand(secrets: FieldCipher) {
  return defineCommand({
    ...fromPaper,
    id: 'access.draft-consumer-request',
    input: z.intersection(consumerInput, document),
    auditSubject,
    auditPayload: ({ act, ground }: ConsumerInput) => ({ act, ground }),
    async handle(
      { tx, principal, now }: Execution,
      { documentId, ...said }: ConsumerInput & z.infer<typeof document>,
    ): Promise<{ readonly requestId: bigint } | Refusal> {
      const db = queryableOf(tx);
      const read = await readConsumerSubmission({ db: tx, secrets, principal, now }, said);
      if (isRefusal(read)) return read;
      let { membershipId } = read;
      if (said.act !== 're-register') {
        await standInPerson(db, said.personId, dayInKyiv(now));
        membershipId = (await findInPerson(db, said.personId))?.membershipId ?? null;
      }
      const submission = { ...read, membershipId, documentId };
      return { requestId: await writeRequest(db, secrets, submission, now) };
    },
  });
}

/**
 * What an administrator enters about a consumer whom they found within the hour: who that is the
 * platform knows, so it is not typed again.
 */
async function readConsumerSubmission(
  reader: Reader,
  said: ConsumerInput,
): Promise<Said | Refusal> {
  const { db, secrets, principal, now } = reader;
  const { act, personId, ground, basis, aroseOn, cameAt } = said;
  if (!consumerGroundsOf(act).includes(ground)) return refuse('ground-not-theirs');
  if (Temporal.Instant.compare(cameAt, now) > 0) return refuse('came-later');
  if (!(await isFoundBy(db, principal, { personId, now }))) return refuse('not-there');
  const { person, standing } = await beyondReach(
    db,
    'of whom an administrator enters a paper',
    async (every) => ({
      person: (await readPeople(every, [personId]))[0],
      standing: await findInPerson(every, personId),
    }),
  );
  const opened = person && (await openPerson(secrets, person));
  if (opened === undefined || opened.rnokpp === null) return refuse('not-there');
  const today = dayInKyiv(now);
  const obstacle = obstacleInPerson(act, standing, today);
  if (obstacle !== undefined) return obstacle;
  const { rnokpp, surname, givenName, patronymic } = opened;
  return {
    ...({ act, entry: 'paper', cameAt, ground, basis, aroseOn } as const),
    ...{ rnokpp, surname, givenName, patronymic, email: null, phone: null, post: null },
    ...({ role: 'individual-consumer', subjectId: null, territoryId: null } as const),
    membershipId: act === 're-register' ? null : (standing?.membershipId ?? null),
    ...{ maySign: act === 're-register' || (standing?.maySign ?? true), isHead: false },
    ...{ valid: { from: today, to: null }, ...submitterOf(principal) },
  };
}

/** Nobody needs a decision to act for themselves: without one their access stands. */
function obstacleInPerson(
  act: ConsumerInput['act'],
  standing: HeldMembership | undefined,
  today: Temporal.PlainDate,
): Refusal | undefined {
  if (act === 're-register') {
    return standing === undefined
      ? refuse('not-annulled', '1039:39')
      : obstacleTo(act, [standing], today);
  }
  const change = changeBy(act, standing ?? { state: 'active', maySign: true });
  return change === undefined ? refuse(`cannot-${act}`) : undefined;
}
