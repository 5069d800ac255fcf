export { documentScope } from './scope.ts';
