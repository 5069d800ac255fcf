import { Pager } from '#ui/pager/pager.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

export interface ListPagerProps {
  readonly page: number;
  readonly hasMore: boolean;
  readonly hrefOf: (page: number) => string;
}

/** To the neighbouring pages of a list whose whole length nobody counted. */
export function ListPager({ page, hasMore, hrefOf }: ListPagerProps): JSX.Element | null {
  if (page === 1 && !hasMore) return null;
  const step = (to: number) => ({ href: hrefOf(to), label: `${texts.page} ${to}` });
  return (
    <Pager
      label={texts.pages}
      previous={page > 1 ? step(page - 1) : undefined}
      next={hasMore ? step(page + 1) : undefined}
    />
  );
}
