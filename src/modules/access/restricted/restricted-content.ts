import type { DocumentContent } from '#engine/index.ts';
import { formatDate } from '#ui/format/time.ts';
import type { RestrictedAsked } from './ask-restricted.ts';
import { texts } from './texts.uk.ts';

export interface RestrictedSender {
  readonly bodyName: string;
  readonly officialName: string;
}

/**
 * What an official signs: whose data, on what ground, what for, which of them and until when, and
 * that they answer for the ground being true.
 * @law 1039:96
 */
export function restrictedContent(
  asked: Omit<RestrictedAsked, 'warned'>,
  { bodyName, officialName }: RestrictedSender,
): DocumentContent {
  const { document, fields } = texts;
  return {
    title: document.title,
    subtitle: bodyName,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: document.body, value: bodyName },
          { label: document.official, value: officialName },
          { label: fields.number, value: asked.number },
          { label: fields.edrpou, value: asked.edrpou },
          { label: fields.ground, value: texts.grounds[asked.ground] },
          { label: fields.details, value: asked.details },
          { label: fields.purpose, value: asked.purpose },
          {
            label: fields.parts,
            value: asked.parts.map((part) => texts.parts[part]).join('; '),
          },
          { label: fields.until, value: formatDate(asked.until) },
        ],
      },
      { kind: 'paragraph', text: document.warned },
    ],
  };
}
