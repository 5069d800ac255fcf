import { parseRnokpp } from '#kernel/identifiers.ts';
import { law, type ClauseId } from '#kernel/law.ts';
import type { SubjectName } from '#modules/registry/index.ts';
import { changeBy, fits, isAdmitting } from './acts.ts';
import type { HeldMembership } from './decisions.sql.ts';
import { obstacleTo } from './read-submission.ts';
import type { AccessRequest } from './requests.ts';

export type CheckName =
  | 'paper-proves-ground'
  | 'signer-is-head'
  | 'rnokpp-is-valid'
  | 'name-is-known'
  | 'body-is-known'
  | 'role-fits-body'
  | 'membership-allows'
  | 'told-in-time';

/** `look` is for what only a person can see: who signed a paper. */
export type Verdict = 'ok' | 'wrong' | 'look';

export interface Check {
  readonly name: CheckName;
  readonly law: ClauseId;
  readonly verdict: Verdict;
}

/** What is known beside what a submission says. */
export interface Known {
  readonly request: AccessRequest;
  readonly body: SubjectName | undefined;
  /** Memberships of whoever submitted it. */
  readonly submitter: readonly HeldMembership[];
  /** Memberships of the person named, in the same name. */
  readonly same: readonly HeldMembership[];
  /** The membership that it is about. */
  readonly held: HeldMembership | undefined;
  /** The surname that the person with this tax number has on the platform. */
  readonly surname: string | undefined;
  /** The last day on which the body was to tell. */
  readonly noticeDueOn: Temporal.PlainDate;
  readonly receivedOn: Temporal.PlainDate;
  readonly today: Temporal.PlainDate;
}

/**
 * What the platform can tell of a submission by itself before a person decides.
 * @law 1039:29.1 1039:35 1039:54.1
 */
export function checkRequest(known: Known): readonly Check[] {
  const { request, body } = known;
  if (request.subjectId === null) {
    const { entry } = request;
    return [
      {
        name: 'paper-proves-ground',
        law: law('1039:35'),
        verdict: entry === 'person' ? 'ok' : 'look',
      },
      ...checkPerson(known),
    ];
  }
  return [
    { name: 'signer-is-head', law: law('1039:29.1'), verdict: signerIs(known) },
    {
      name: 'body-is-known',
      law: law('1039:54.1'),
      verdict: verdictOf((body?.edrpou ?? null) !== null),
    },
    {
      name: 'role-fits-body',
      law: law('1039:20'),
      verdict: verdictOf(body !== undefined && fits(request.role, body.kind)),
    },
    ...checkPerson(known),
  ];
}

/** What holds of whoever is named, in whatever name they act. */
function checkPerson(known: Known): readonly Check[] {
  const { request, surname } = known;
  return [
    {
      name: 'rnokpp-is-valid',
      law: law('1039:54.1'),
      verdict: verdictOf(parseRnokpp(request.rnokpp).ok),
    },
    {
      name: 'name-is-known',
      law: law('1039:54.1'),
      verdict: surname === undefined ? 'look' : verdictOf(surname === request.surname),
    },
    { name: 'membership-allows', law: law('1039:39'), verdict: verdictOf(isAllowed(known)) },
    {
      name: 'told-in-time',
      law: law('1039:35'),
      verdict: verdictOf(
        Temporal.PlainDate.compare(known.receivedOn, known.noticeDueOn) <= 0 ||
          isAdmitting(request.act),
      ),
    },
  ];
}

function verdictOf(isRight: boolean): Verdict {
  return isRight ? 'ok' : 'wrong';
}

function signerIs({ request, submitter }: Known): Verdict {
  if (request.entry === 'paper') return 'look';
  if (request.entry === 'person') return 'ok';
  return verdictOf(
    submitter.some(
      (one) => one.isHead && one.state === 'active' && one.subjectId === request.subjectId,
    ),
  );
}

function isAllowed({ request: { act }, same, held, today }: Known): boolean {
  if (isAdmitting(act)) return obstacleTo(act, same, today) === undefined;
  return held !== undefined && changeBy(act, held) !== undefined;
}
