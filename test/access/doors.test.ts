import { expect, test } from 'vitest';
import { isTestFile, readProjectFile, readSourceFiles } from '#tools/source/source-files.ts';

const door = /\bbeyondReach\(\s*[\w.]+,\s*'([^']+)'/g;
const doorsMin = 14;
const definition = 'src/platform/reach.ts';

/** Sentences, however their lines are broken. */
const plain = (text: string) => text.replaceAll(/\s+/g, ' ');

test('every door past somebody’s reach is named in the decision that allows it', () => {
  const sources = readSourceFiles().filter(
    ({ path }) => path.startsWith('src/') && path !== definition && !isTestFile(path),
  );
  const calls = sources.flatMap(({ text }) => text.match(/\bbeyondReach\(/g) ?? []);
  const reasons = sources.flatMap(({ text }) => Array.from(text.matchAll(door), ([, why]) => why));
  console.log(`doors past the reach: ${reasons.length} with a reason, ${calls.length} in all`);
  expect(reasons.length).toBeGreaterThanOrEqual(doorsMin);
  expect(calls).toHaveLength(reasons.length);
  const record = plain(readProjectFile('docs/decisions/0022-row-level-security.md').text);
  expect(reasons.filter((why) => !record.includes(why ?? ''))).toEqual([]);
});
