export const subjectKinds = [
  'provider',
  'manager',
  'billing-centre',
  'authority',
  'administrator',
  'laboratory',
  'payment-provider',
  'contact-centre',
  'association',
] as const;

export type SubjectKind = (typeof subjectKinds)[number];

/** Kinds that may be given the right to provide a service. */
export const providingKinds: readonly SubjectKind[] = ['provider', 'manager'];

/** Days of the month on which readings are taken; `from` 20 to `to` 5 spans the month's end. */
export interface ReadingWindow {
  readonly from: number;
  readonly to: number;
}

/** An organisation as everybody may see it. */
export interface Subject {
  readonly subjectId: bigint;
  readonly kind: SubjectKind;
  readonly name: string;
  readonly shortName: string;
  readonly edrpou: string | null;
  readonly iban: string | null;
  readonly postalAddress: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly website: string | null;
  readonly readingWindow: ReadingWindow | null;
}
