import { expect, test } from 'vitest';
import * as texts from './texts.uk.ts';

const wordsInSentenceMax = 20;
const all = Object.values(texts).flatMap((group) => Object.values(group));

test.each(all)('«%s» is a whole text of short sentences', (text) => {
  expect(text).toMatch(/^\p{Lu}/u);
  expect(text).not.toMatch(/['"`]/);
  for (const sentence of text.split(/[.?!] /)) {
    expect(sentence.split(' ').length).toBeLessThanOrEqual(wordsInSentenceMax);
  }
});
