import type { Page } from '#modules/registry/index.ts';
import { Pager } from '#ui/pager/pager.tsx';
import type { JSX } from 'preact';
import { texts } from './texts.uk.ts';

/** To the neighbouring pages of a list whose whole length nobody counted. */
export function PageSteps(props: {
  readonly page: Page<unknown>;
  readonly hrefOf: (page: number) => string;
}): JSX.Element | null {
  const { page, hasMore } = props.page;
  if (page === 1 && !hasMore) return null;
  const step = (to: number) => ({ href: props.hrefOf(to), label: `${texts.page} ${to}` });
  return (
    <Pager
      label={texts.pages}
      previous={page > 1 ? step(page - 1) : undefined}
      next={hasMore ? step(page + 1) : undefined}
    />
  );
}
