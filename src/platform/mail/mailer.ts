import type { Result } from '#kernel/result.ts';
import type { CircuitState } from '../circuit-breaker.ts';

/** A letter ready to go. */
export interface OutgoingLetter {
  /** The same at every try, so that a letter that arrives twice is known for one. */
  readonly id: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

export interface MailFailure {
  /**
   * `away`: nobody could be talked to, or not about this letter yet; `later`: the server asked to
   * try again; `never`: it will not take this letter, however often it is tried.
   */
  readonly kind: 'away' | 'later' | 'never';
}

/** Where letters leave the platform. */
export interface Mailer {
  /** What goes wrong is told in a word: an address, or an answer that repeats it, stays here. */
  send(letter: OutgoingLetter): Promise<Result<'sent', MailFailure>>;
  /** `open`: the server has been away lately, and nothing is tried now. */
  circuit(): CircuitState;
  close(): void;
}
