import type { StepState } from './steps.tsx';

export const stepStateNames: Readonly<Record<StepState, string>> = {
  done: 'зроблено',
  current: 'триває',
  waiting: 'чекає',
  failed: 'не вдалося',
};

export const progressTexts = { of: 'з', errors: 'Помилок', noErrors: 'Помилок немає' };
