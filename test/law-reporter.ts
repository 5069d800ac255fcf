import { relative } from 'node:path';
import type { Reporter, TestModule } from 'vitest/node';
import { systemClock } from '#platform/clock.ts';
import {
  mergeLawResults,
  readLawResults,
  splitTitle,
  writeLawResults,
  type LawTestResult,
} from '#tools/law/test-results.ts';
import { projectRoot } from '#tools/source/source-files.ts';

/** Records which clauses of the law the tests of a run proved; says nothing. */
export default class LawReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap(lawTestsOf);
    const files = modules.map(fileOf);
    const ranAt = systemClock.now().toString();
    writeLawResults(mergeLawResults(readLawResults(), { ranAt, files, tests }));
  }
}

function lawTestsOf(module: TestModule): LawTestResult[] {
  return Array.from(module.children.allTests(), (test) => {
    const { title, clauses } = splitTitle(test.fullName);
    return { title, file: fileOf(module), clauses, state: test.result().state };
  }).filter(({ clauses }) => clauses.length > 0);
}

function fileOf(module: TestModule): string {
  return relative(projectRoot, module.moduleId).replaceAll('\\', '/');
}
