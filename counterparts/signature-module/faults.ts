import { z } from 'zod';

/** What a play module can do wrong; one at a time, for so many requests or until switched off. */
export const moduleFaults = [
  /** Takes the connection and says nothing. */
  'silent',
  /** Closes the connection when a request comes. */
  'dead',
  /** Closes it after half of an answer. */
  'closes-in-the-middle',
  /** Answers with a line that is no JSON. */
  'garbage',
  /** Answers with JSON of another kind. */
  'other-json',
  /** Never ends its line. */
  'endless',
  /** Answers to an id that nobody asked with. */
  'wrong-id',
  /** Of two that ask at once each gets what the other asked for. */
  'swapped-ids',
  /** Refuses with a code that the contract does not know. */
  'unknown-code',
  /** Refuses with a code of another method. */
  'code-of-another-method',
  /** Says "valid" of everything, and names nobody. */
  'valid-without-signers',
  /** Says "valid" of a signer of whom nothing is known. */
  'valid-without-identity',
  /** Says "valid" beside reasons why it is not. */
  'valid-with-reasons',
  /** Says "valid" of a whole with a signer that is not. */
  'valid-beside-invalid',
  /** Believes the time that the signer claims. */
  'own-time',
  /** Says nothing of what it was asked about. */
  'without-digests',
  /** Gives bytes back as they came. */
  'gives-back',
  /** Wraps what it should encrypt. */
  'plain-envelope',
  /** Speaks a contract to come. */
  'other-contract',
] as const;

export const moduleFault = z.enum(moduleFaults);
export type ModuleFault = z.infer<typeof moduleFault>;
