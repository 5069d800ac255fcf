import type { Edrpou, Rnokpp } from '#kernel/identifiers.ts';
import type { Result } from '#kernel/result.ts';

/** Ways to prove oneself at id.gov.ua: signature, BankID, Mobile ID, Diia.Signature. */
export const authTypes = ['dig_sign', 'bank_id', 'mobile_id', 'diia_id'] as const;
export type AuthType = (typeof authTypes)[number];

/** Who signed in, as the identification system says. */
export interface Identity {
  readonly rnokpp: Rnokpp;
  /**
   * The organisation named in the certificate of an official. It does not prove the right to
   * represent that organisation.
   */
  readonly edrpou?: Edrpou;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic?: string;
  readonly authType: AuthType;
  /** The key is kept in a qualified device: a qualified signature, not an advanced one. */
  readonly isQualified: boolean;
  readonly organisation?: string;
  readonly title?: string;
  /** Told by the system, not yet confirmed by the person. */
  readonly email?: string;
}

export interface IdentityToken {
  readonly accessToken: string;
  readonly userId: string;
}

/** Where the person came back to us from the identification system. */
export interface IdentityReturn {
  readonly code: string;
  readonly state: string;
}

export type IdentityFailure =
  /** No answer came, or none that means anything; asking again later may help. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** The person declined, or the system declined the person; `code` is the system's own. */
  | { readonly kind: 'denied'; readonly code: string }
  /** The system refused our request: a used or late code, an expired token, a wrong client. */
  | { readonly kind: 'refused'; readonly code: string }
  /** The answer is no JSON object or lacks what it must have. */
  | { readonly kind: 'malformed' }
  /** No tax number: a seal of an organisation, or a person who refused to have one. */
  | { readonly kind: 'no-tax-number' }
  /** Signed in another way than was allowed. */
  | { readonly kind: 'auth-type-not-allowed'; readonly authType: AuthType };

/** Identification of people by the integrated system of electronic identification (1039:10.1). */
export interface IdentityProvider {
  /**
   * Address to send the browser to. `state` is random, bound to the browser and used once by the
   * caller; `authTypes` narrows the ways to sign in.
   */
  authorisationUrl(request: {
    readonly state: string;
    readonly authTypes?: readonly AuthType[];
  }): string;
  /** Reads the query the browser came back with; the caller compares the state. */
  readReturn(query: unknown): Result<IdentityReturn, IdentityFailure>;
  /** Exchanges a code for a token; a code works once, so the call is never repeated. */
  exchangeCode(code: string): Promise<Result<IdentityToken, IdentityFailure>>;
  /**
   * Asks who signed in. Officials may sign in only by signature (1039:29.2): what the request
   * asked for proves nothing, therefore `allowed` is compared with what the answer says.
   */
  fetchUser(
    token: string,
    userId: string,
    allowed?: readonly AuthType[],
  ): Promise<Result<Identity, IdentityFailure>>;
  /** Ends the session at the identification system. */
  logOut(token: string, userId: string): Promise<Result<void, IdentityFailure>>;
}

export interface PhoneMessage {
  /** In full: +380 and nine digits. */
  readonly phone: string;
  readonly text: string;
}

export type PhoneFailure =
  /** Nobody answered, or not with anything that means something. */
  | { readonly kind: 'unavailable'; readonly reason: string }
  /** The gateway does not take this message, or takes none of ours; the code is its own. */
  | { readonly kind: 'refused'; readonly code: string };

/** Short messages to phones, by which a person confirms a number (1039:30.1). */
export interface PhoneMessages {
  send(message: PhoneMessage): Promise<Result<'sent', PhoneFailure>>;
}

/** A part of a whole that several own, in lowest terms. */
export interface Share {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** Premises as the register of property rights finds them. */
export type PremisesAsked =
  | {
      readonly kind: 'address';
      /** Code of the settlement in the codifier of territories. */
      readonly settlementCode: string;
      readonly street: string;
      readonly houseNumber: string;
      /** Undefined for a house that one household has. */
      readonly premisesNumber: string | undefined;
    }
  | { readonly kind: 'registration-number'; readonly number: string };

export interface OwnershipQuestion {
  /** Whose rights; personal data, and stands in no address and no log. */
  readonly rnokpp: string;
  readonly premises: PremisesAsked;
}

export type OwnershipAnswer =
  /** The only owner: whoever owned it before does so no more. */
  | { readonly kind: 'owner' }
  /** One of several; those who own jointly have no shares. */
  | { readonly kind: 'co-owner'; readonly share: Share | undefined }
  /** The register knows both and no right of one to the other. */
  | { readonly kind: 'no-right' }
  /** The register knows no such person or premises. */
  | { readonly kind: 'not-found' }
  /** The register does not answer this question, whoever asks; the code is its own. */
  | { readonly kind: 'refused'; readonly code: string };

/** What the register says, by the number of the query that its evidence is found by. */
export interface OwnershipReply {
  readonly queryId: string;
  readonly answer: OwnershipAnswer;
}

/** No answer that can be believed; asking later may help. The reason holds nothing personal. */
export interface OwnershipSilence {
  /** Undefined when nothing was sent at all. */
  readonly queryId: string | undefined;
  readonly reason: string;
}

export type EvidenceSilence = { readonly kind: 'late' | 'unavailable'; readonly reason: string };

/** The State Register of Property Rights, asked through the Trembita system (1039:57, 1039:58). */
export interface OwnershipRegister {
  ask(question: OwnershipQuestion): Promise<Result<OwnershipReply, OwnershipSilence>>;
  /** The archive that proves a query and its answer; made after the answer, and often late. */
  fetchEvidence(queryId: string): Promise<Result<Uint8Array, EvidenceSilence>>;
}
