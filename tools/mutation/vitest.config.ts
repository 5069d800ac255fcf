import { relative } from 'node:path';
import { defineConfig, type Plugin } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projectRoot } from '#tools/source/source-files.ts';
import { withMutants } from './mutants.ts';
import { policyFiles, policyMutants, repeatedTests } from './policy.ts';

/** Puts all mutants into the sources as they are read; the files themselves are never written. */
function mutation(): Plugin {
  const mutants = Map.groupBy(policyMutants(), ({ path }) => path);
  return {
    name: 'mutation',
    enforce: 'pre',
    transform(code, file) {
      const own = mutants.get(relative(projectRoot, file));
      return own === undefined ? undefined : { code: withMutants(code, own), map: null };
    },
  };
}

const order = [...repeatedTests, ...Object.values(policyFiles).flatMap(({ tests }) => tests)];

/** What is quick comes first: what it has noticed is not asked of the others. */
class QuickFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = (of: TestSpecification) => order.indexOf(relative(projectRoot, of.moduleId));
    return files.toSorted((a, b) => place(a) - place(b));
  }
}

export default defineConfig({
  root: projectRoot,
  plugins: [mutation()],
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  test: {
    include: ['{src,tools,test}/**/*.test.ts'],
    runner: 'tools/mutation/runner.ts',
    globalSetup: ['test/database-setup.ts'],
    sequence: { sequencer: QuickFirst },
    fileParallelism: false,
    fsModuleCache: true,
    silent: true,
    // A test is carried out as often as there are mutants in it, or once with one that may hang.
    testTimeout: process.env['MUTANT'] === undefined ? 0 : 60_000,
    hookTimeout: 30_000,
  },
});
