import type { DocumentContent } from '#engine/index.ts';
import { texts } from './texts.uk.ts';

export interface HouseWords {
  readonly associationName: string;
  readonly billerName: string;
  readonly address: string;
  readonly basis: string;
}

/** What both sides sign: which association acts for which house with whom, and why. */
export function houseContent(words: HouseWords): DocumentContent {
  const { associationName, billerName, address, basis } = words;
  const { document } = texts;
  return {
    title: document.title,
    subtitle: address,
    blocks: [
      {
        kind: 'facts',
        rows: [
          { label: document.association, value: associationName },
          { label: document.biller, value: billerName },
          { label: document.house, value: address },
          { label: document.basis, value: basis },
        ],
      },
      { kind: 'paragraph', text: document.asks },
      { kind: 'paragraph', text: document.ending },
    ],
  };
}
