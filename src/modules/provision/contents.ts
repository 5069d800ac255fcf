import type { DocumentContent } from '#engine/index.ts';
import type { Answer } from './change.ts';
import { factsOf, type Told } from './facts.ts';
import { texts } from './texts.uk.ts';

/** What a provider signs: what they ask to change in the register, and whom. */
export function changeContent(
  told: Told,
  names: { readonly providerName: string; readonly answererName: string },
): DocumentContent {
  const { fields, documents } = texts;
  return {
    title: documents.change.name,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: fields.provider, value: names.providerName },
          { label: fields.answerer, value: names.answererName },
          ...factsOf(told),
        ],
      },
      { kind: 'paragraph', text: documents.asks },
    ],
  };
}

export interface Answered extends Told {
  readonly providerName: string;
  readonly answererName: string;
  /** Of the document that is answered. */
  readonly number: string;
  readonly outcome: Answer;
  /** Empty when a confirmation needs none. */
  readonly reason: string;
}

/** What an answering body signs: its decision on what was asked for, with the reason. */
export function answerContent(answered: Answered): DocumentContent {
  const { fields, documents } = texts;
  const { outcome, reason, providerName, answererName, number } = answered;
  return {
    title: documents.answer.name,
    subtitle: documents.answerTo(number),
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: fields.answerer, value: answererName },
          { label: fields.provider, value: providerName },
          ...factsOf(answered),
          { label: fields.outcome, value: texts.outcomes[outcome] },
          ...(reason === '' ? [] : [{ label: fields.reason, value: reason }]),
        ],
      },
      { kind: 'paragraph', text: documents.decides[outcome] },
    ],
  };
}
