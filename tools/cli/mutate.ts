import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { equivalents, isEquivalent } from '#tools/mutation/equivalent.ts';
import { policyFiles, policyMutants, repeatedTests } from '#tools/mutation/policy.ts';
import { killedAlone, killedByRepeating, passes, told } from '#tools/mutation/run.ts';
import { projectRoot } from '#tools/source/source-files.ts';
import { step } from './step.ts';

/**
 * Whether the tests of access would notice a wrong policy: small faults are put into it one at a
 * time, and tests have to fail. The sources are not written: faults are put in as they are read, by
 * a configuration of Vitest. An argument takes only files whose path holds it. Ends with 1 when
 * fewer than `percentMin` of the mutants that differ are noticed.
 */
const percentMin = 95;
const atOnce = 2;
const [part = ''] = process.argv.slice(2);
const mutants = policyMutants().filter(({ path }) => path.includes(part));
const testsOf = ({ path }: { readonly path: string }) => policyFiles[path]?.tests ?? [];
const folder = join(projectRoot, '.data', 'mutation');
await mkdir(folder, { recursive: true });

const tests = new Set([...repeatedTests, ...mutants.flatMap(testsOf)]);
if (!(await step('Tests without any mutant awake', () => passes(Array.from(tests))))) {
  throw new Error('tests fail without any mutant');
}
const repeating = await step('Repeating tests', () =>
  killedByRepeating(repeatedTests, join(folder, 'repeated.log')),
);
const left = mutants.filter((one) => !repeating.has(one.id) && !isEquivalent(one));
console.log(
  `${mutants.length - left.length} of ${mutants.length} done, ${left.length} one by one:`,
);
const alone = await killedAlone(left, testsOf, { atOnce, onDone: (line) => console.log(line) });

const equivalent = mutants.filter(isEquivalent);
const noticed = equivalent.filter(({ id }) => repeating.has(id));
if (noticed.length > 0) throw new Error(`not equivalent: ${noticed.map(told).join('\n')}`);
if (part === '' && equivalent.length < equivalents.length) {
  throw new Error('the list of equivalent mutants names some that there are not');
}
const killed = mutants.filter(({ id }) => repeating.has(id) || alone.has(id)).length;
const differing = mutants.length - equivalent.length;
const percent = (killed * 100) / differing;
console.log(
  `mutation: ${mutants.length} mutants, ${equivalent.length} equivalent, ${killed} killed, ` +
    `${differing - killed} alive: ${percent.toFixed(1)} %`,
);
process.exitCode = percent >= percentMin ? 0 : 1;
