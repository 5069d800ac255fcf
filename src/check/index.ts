export { openTrust } from './basis.ts';
export { CheckDesk } from './desk/check-desk.tsx';
export type { WrittenBasis } from './desk/written-basis.ts';
export type { GivenFile } from './given.ts';
export { failedView, tooLargeView } from './inspect.ts';
export { checkLimits } from './limits.ts';
export type { CheckView } from './view.ts';
