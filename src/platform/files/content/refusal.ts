/** Why an attachment is not taken, in words of the code; texts for people are made elsewhere. */
export type Refusal =
  | 'too-big'
  | 'empty'
  | 'kind-unknown'
  | 'kind-not-allowed'
  | 'pdf-cut-off'
  | 'pdf-broken'
  | 'pdf-encrypted'
  | 'jpeg-cut-off'
  | 'jpeg-broken'
  | 'png-cut-off'
  | 'png-broken'
  | 'picture-too-large'
  | ZipRefusal;

export type ZipRefusal =
  | 'zip-cut-off'
  | 'zip-broken'
  | 'zip-unsupported'
  | 'zip-encrypted'
  | 'zip-entries-too-many'
  | 'zip-name-bad'
  | 'zip-name-twice'
  | 'zip-unpacked-too-big'
  | 'zip-ratio-too-high'
  | 'zip-nested-too-deep'
  | 'zip-nested-too-big';

/** Thrown inside a check; `checkAttachment` turns it into an answer. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal);
    this.name = 'Refused';
    this.refusal = refusal;
  }
}

/** Refuses unless the condition holds. */
export function demand(condition: boolean, refusal: Refusal): asserts condition {
  if (!condition) throw new Refused(refusal);
}
