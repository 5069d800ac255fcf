export { holderOf, type Holder } from '#platform/holder.ts';
