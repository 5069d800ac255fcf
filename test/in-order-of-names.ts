import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Journeys run in the order of their names: one goes on where another has stopped. */
export class InOrderOfNames extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    if (!sorted.every(({ project }) => project.name === 'journeys')) return sorted;
    return sorted.toSorted((a, b) => a.moduleId.localeCompare(b.moduleId));
  }
}
