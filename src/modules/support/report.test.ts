import { describe, expect, test } from 'vitest';
import { lawTest } from '#test/law-test.ts';
import { actsIn, answersFor, reportActs, reportStates, stateAfter } from './report.ts';

describe('a report of an error', () => {
  lawTest(['1039:88.1', '1039:88.2', '1039:90.1', '1039:90.2'], 'goes these ways alone', () => {
    const ways = reportStates.flatMap((state) =>
      reportActs.flatMap((act) => {
        const after = stateAfter(state, act);
        return after === undefined ? [] : [`${state} ${act} ${after}`];
      }),
    );
    expect(ways).toEqual([
      'sent check checking',
      'sent classify sent',
      'sent confirm confirmed',
      'sent refute refuted',
      'checking classify checking',
      'checking confirm confirmed',
      'checking refute refuted',
      'confirmed fix fixing',
      'confirmed finish fixed',
      'fixing finish fixed',
    ]);
  });

  test('is over once it is refuted or fixed', () => {
    expect(reportStates.filter((state) => actsIn(state).length === 0)).toEqual([
      'refuted',
      'fixed',
    ]);
  });

  lawTest(['1039:87.2.a', '1039:87.2.b'], 'goes by its kind to whoever answers for it', () => {
    expect(answersFor('methodological')).toBe('owner');
    expect(answersFor('software-hardware')).toBe('technical-administrator');
    expect(answersFor('technical')).toBe('technical-administrator');
  });
});
