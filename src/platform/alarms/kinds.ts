/** Signs that leave no entry in the log of actions: whoever sees one writes it down. */
export const sightingKinds = [
  'sign-in-failed',
  'account-guessed',
  'code-guessed',
  'person-guessed',
  'dependency-dead',
  'log-damaged',
  'log-month-late',
  'file-damaged',
  'letter-given-up',
  'restricted-astray',
] as const;
export type SightingKind = (typeof sightingKinds)[number];

/** Signs that are read from the log of actions itself. */
export const logSignKinds = [
  'scope-probed',
  'callback-forged',
  'read-in-bulk',
  'read-at-night',
  'listed-in-bulk',
  'listed-at-night',
  'restricted-in-bulk',
] as const;
export type LogSignKind = (typeof logSignKinds)[number];

export type AlarmKind = SightingKind | LogSignKind;

/** How many signs of one thing within how long make an incident. */
export interface Threshold {
  readonly atLeast: number;
  readonly withinMinutes: number;
}

/**
 * Honest people mistype, forget a tab overnight and lose a link; a machine that tries does it more
 * often. What must never happen at all alarms at once.
 */
export const thresholds: Readonly<Record<AlarmKind, Threshold>> = {
  'sign-in-failed': { atLeast: 20, withinMinutes: 10 },
  'account-guessed': { atLeast: 5, withinMinutes: 60 },
  'code-guessed': { atLeast: 5, withinMinutes: 60 },
  'person-guessed': { atLeast: 5, withinMinutes: 60 },
  'dependency-dead': { atLeast: 1, withinMinutes: 10 },
  'log-damaged': { atLeast: 1, withinMinutes: 10 },
  'log-month-late': { atLeast: 1, withinMinutes: 10 },
  'file-damaged': { atLeast: 1, withinMinutes: 10 },
  'letter-given-up': { atLeast: 1, withinMinutes: 10 },
  'scope-probed': { atLeast: 10, withinMinutes: 5 },
  'callback-forged': { atLeast: 1, withinMinutes: 10 },
  'read-in-bulk': { atLeast: 300, withinMinutes: 60 },
  'read-at-night': { atLeast: 30, withinMinutes: 60 },
  // Accounts on pages of lists and in files: two hundred pages of fifty, or a file of a whole city.
  'listed-in-bulk': { atLeast: 10_000, withinMinutes: 60 },
  'listed-at-night': { atLeast: 500, withinMinutes: 60 },
  // Requests for restricted information: by one official, and about accounts that are not theirs.
  'restricted-in-bulk': { atLeast: 10, withinMinutes: 24 * 60 },
  'restricted-astray': { atLeast: 3, withinMinutes: 24 * 60 },
};
