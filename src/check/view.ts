/** The whole answer in words: plain data, so that it goes from a worker to a page as it is. */
export interface CheckView {
  readonly tone: CheckTone;
  readonly title: string;
  readonly lede: string;
  /** What the document says of itself, when that is signed. */
  readonly document: DocumentView | undefined;
  readonly signers: readonly SignerView[];
  readonly files: readonly FileView[];
  /** What else was looked at: lines of a proof, what to do next. */
  readonly findings: readonly Finding[];
  /** By what it was checked. */
  readonly basis: readonly Finding[];
}

export type CheckTone = 'good' | 'warn' | 'bad';

/** A sentence with how sure it is; `note` is neither good nor bad. */
export interface Finding {
  readonly tone: CheckTone | 'note';
  readonly text: string;
}

/** Sentences of one kind; those that are not there are left out. */
export function say(
  tone: Finding['tone'],
  ...sentences: readonly (string | undefined)[]
): readonly Finding[] {
  return sentences.flatMap((text) => (text === undefined ? [] : [{ tone, text }]));
}

export interface Fact {
  readonly term: string;
  readonly value: string;
}

export interface DocumentView {
  readonly title: string;
  readonly facts: readonly Fact[];
}

export interface SignerView {
  readonly tone: CheckTone;
  /** The verdict in a word or two. */
  readonly state: string;
  readonly name: string;
  /** Who and when in one line. */
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly findings: readonly Finding[];
}

export interface FileView {
  readonly name: string;
  readonly tone: CheckTone;
  readonly note: string;
}

/** An answer with nothing but words. */
export function plainView(
  tone: CheckTone,
  words: { readonly title: string; readonly lede: string },
  findings: readonly Finding[] = [],
): CheckView {
  const nothing = { document: undefined, signers: [], files: [], basis: [] };
  return { tone, title: words.title, lede: words.lede, findings, ...nothing };
}

export function worst(tones: readonly CheckTone[]): CheckTone {
  if (tones.includes('bad')) return 'bad';
  return tones.includes('warn') ? 'warn' : 'good';
}
