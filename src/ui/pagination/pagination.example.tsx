import type { JSX } from 'preact';
import { Pagination } from './pagination.tsx';

export function PaginationExample(): JSX.Element {
  return <Pagination page={5} pageSize={50} total={3_026} hrefOf={(page) => `#page-${page}`} />;
}
