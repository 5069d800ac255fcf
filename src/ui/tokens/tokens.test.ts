import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { contrast, readColourTokens, type Scheme } from './fixtures/contrast.ts';

const read = (file: string): string => readFileSync(new URL(file, import.meta.url), 'utf8');
const css = read('./tokens.css');
const tokens = readColourTokens(css);

const colour = (scheme: Scheme, name: string): string => {
  const value = tokens[scheme].get(name);
  if (value === undefined) throw new Error(`no token ${name}`);
  return value;
};

const grounds = ['ground', 'surface', 'surface-sunk', 'act-soft'];

/** Text that is read at length. */
const mainText = [
  ...grounds.map((ground) => ['ink', ground] as const),
  ['act-ink', 'act'],
  ['deep-ink', 'deep'],
  ['point-ink', 'point'],
  ['point-ink', 'point-strong'],
  ['ink', 'good-soft'],
  ['ink', 'warn-soft'],
  ['ink', 'bad-soft'],
] as const;

/** Every other text on every ground it stands on. */
const otherText = [
  ...['ink-soft', 'act', 'act-strong'].flatMap((ink) => grounds.map((on) => [ink, on] as const)),
  ...['good', 'warn', 'bad'].flatMap((state) =>
    ['ground', 'surface', `${state}-soft`].map((on) => [state, on] as const),
  ),
  ...['ink-soft', 'act'].flatMap((ink) =>
    ['good-soft', 'warn-soft', 'bad-soft'].map((on) => [ink, on] as const),
  ),
  ['deep-soft', 'deep'],
  ['act-ink', 'act-strong'],
] as const;

const services = ['heat', 'hot', 'cold', 'sewer', 'waste', 'power', 'gas', 'house'];

/** Edges of controls, marks of charts and the focus ring. */
const graphics = [
  ...['line-strong', 'act', 'focus'].flatMap((mark) => grounds.map((on) => [mark, on] as const)),
  ...services.map((service) => [`s-${service}`, 'surface'] as const),
  ['good', 'surface'],
  ['bad', 'surface'],
  ['point', 'deep'],
] as const;

describe.each(['light', 'dark'] as const)('in the %s scheme', (scheme) => {
  const ratio = (ink: string, ground: string): number =>
    contrast(colour(scheme, ink), colour(scheme, ground));

  test.each(mainText)('%s on %s has at least 7:1', (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(7);
  });

  test.each(otherText)('%s on %s has at least 4.5:1', (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(graphics)('the mark %s on %s has at least 3:1', (ink, ground) => {
    expect(ratio(ink, ground)).toBeGreaterThanOrEqual(3);
  });

  test.each([1, 2, 3, 4, 5])('step %d of the map has the ink that reads better', (step) => {
    const chosen = ratio(`scale-${step}-ink`, `scale-${step}`);
    const inks = [1, 2, 3, 4, 5].map((other) => ratio(`scale-${other}-ink`, `scale-${step}`));
    expect(chosen).toBe(Math.max(...inks));
    expect(chosen).toBeGreaterThanOrEqual(4.5);
  });

  test('one ring of the focus mark is seen on every ground', () => {
    for (const ground of [...grounds, 'deep']) {
      expect(Math.max(ratio('focus', ground), ratio('point', ground))).toBeGreaterThanOrEqual(3);
    }
  });
});

test('contrast agrees with the published examples', () => {
  expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
  expect(() => contrast('red', '#ffffff')).toThrow(RangeError);
});

test('browsers without light-dark() get every colour of the light scheme', () => {
  const fallback = new Map(
    [...read('./fallback.css').matchAll(/--([\w-]+):\s*(#[\da-f]{6})/g)].map((pair) => [
      pair[1],
      pair[2],
    ]),
  );
  expect(tokens.light.size).toBeGreaterThan(40);
  expect(fallback).toEqual(tokens.light);
});
