/** Kinds of errors (1039:87.2): of method, of programs and machines, of writing. */
export const errorKinds = ['methodological', 'software-hardware', 'technical'] as const;
export type ErrorKind = (typeof errorKinds)[number];

export const reportStates = [
  'sent',
  'checking',
  'confirmed',
  'refuted',
  'fixing',
  'fixed',
] as const;
export type ReportState = (typeof reportStates)[number];

/** What those who answer do about a report. */
export const reportActs = ['check', 'classify', 'confirm', 'refute', 'fix', 'finish'] as const;
export type ReportAct = (typeof reportActs)[number];

/** From where each act leads where; `classify` changes the kind and nothing else. */
const transitions: Readonly<
  Record<ReportAct, Readonly<Partial<Record<ReportState, ReportState>>>>
> = {
  check: { sent: 'checking' },
  classify: { sent: 'sent', checking: 'checking' },
  confirm: { sent: 'confirmed', checking: 'confirmed' },
  refute: { sent: 'refuted', checking: 'refuted' },
  fix: { confirmed: 'fixing' },
  finish: { confirmed: 'fixed', fixing: 'fixed' },
};

/**
 * The state that an act leads to; undefined where it makes no sense.
 * @law 1039:88.1 1039:88.2 1039:90.1 1039:90.2 1039:91.1
 */
export function stateAfter(state: ReportState, act: ReportAct): ReportState | undefined {
  return transitions[act][state];
}

/** What may be done about a report in a state. */
export function actsIn(state: ReportState): readonly ReportAct[] {
  return reportActs.filter((act) => stateAfter(state, act) !== undefined);
}

/**
 * Who answers: the owner for errors of method, the technical administrator for all others.
 * @law 1039:87.2.a 1039:87.2.b
 */
export function answersFor(kind: ErrorKind): 'owner' | 'technical-administrator' {
  return kind === 'methodological' ? 'owner' : 'technical-administrator';
}
