import { describe, expect, test } from 'vitest';
import { questionKinds, type QuestionKind } from '../../billing/model.ts';
import { describeQuestion } from './describe-question.ts';
import { decisionKinds } from './run-questions.ts';

const plain = (text: string) => text.replaceAll('\u00a0', ' ');

describe('a question of a run', () => {
  test.each<[QuestionKind, Record<string, string>, string]>([
    [
      'reading-lower',
      { previous: '1616734.5', current: '166961' },
      'Було 1 616 734,5, стало 166 961',
    ],
    ['far-from-usual', { previous: '17.749', current: '48.249' }, '17,749 → 48,249'],
    ['verification-expired', { verifiedUntil: '2026-10-02' }, 'Повірено до 02.10.2026'],
    ['charged-by-average', { previousOn: '2026-09-30' }, 'Останнє показання 30.09.2026'],
    ['charged-by-average', { previousOn: '' }, ''],
    ['charged-by-norm', { why: 'too-long' }, 'Без показань уже понад три місяці'],
    ['charged-by-norm', { why: 'no-history' }, 'Попередніх показань замало'],
    ['meters-exceed-building', { total: '12.5' }, 'Будинковий лічильник показав 12,5 Гкал'],
    ['rolled-over', { previous: '99998', current: '4' }, '99 998 → 4'],
    ['nothing-used', { current: '17.5' }, 'Показання 17,5, як і попереднє'],
    ['heat-carried-over', { carried: '1.2' }, 'Перенесено на наступний місяць 1,2 Гкал'],
    ['no-tariff', { provider: '2' }, ''],
  ])('%s of %o tells its facts', (kind, details, facts) => {
    expect(plain(describeQuestion({ kind, details }).facts)).toBe(facts);
  });

  test.each(questionKinds)('%s stands out only when somebody must decide', (kind) => {
    const { tone, title, advice } = describeQuestion({ kind, details: {} });
    expect(tone === 'neutral').toBe(!decisionKinds.has(kind));
    expect(title).not.toBe('');
    expect(advice).not.toBe('');
  });
});
