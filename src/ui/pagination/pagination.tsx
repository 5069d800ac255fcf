import type { JSX } from 'preact';
import { formatCount } from '../format/number.ts';
import { Icon } from '../icons/icon.tsx';
import { type PageMark, pageNumbers } from './page-numbers.ts';
import { paginationTexts } from './texts.uk.ts';

export interface PaginationProps {
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
  /** How many rows there are in all pages. */
  readonly total: number;
  readonly hrefOf: (page: number) => string;
  /** Tells two paginations of one page apart. */
  readonly label?: string | undefined;
}

/** How many of how many are shown, and links to the other pages. */
export function Pagination(props: PaginationProps): JSX.Element | null {
  const { page, pageSize, total, hrefOf } = props;
  const last = Math.max(1, Math.ceil(total / pageSize));
  const from = Math.min(total, (page - 1) * pageSize + 1);
  const to = Math.min(total, page * pageSize);
  if (total === 0) return null;
  return (
    <nav class="pagination" aria-label={props.label ?? paginationTexts.label}>
      <p class="soft small numbers">
        {`${paginationTexts.shown} ${formatCount(from)}–${formatCount(to)} `}
        {`${paginationTexts.of} ${formatCount(total)}`}
      </p>
      {last === 1 ? null : (
        <ul>
          <Step page={page - 1} last={last} hrefOf={hrefOf} direction="previous" />
          {pageNumbers(page, last).map((mark) => (
            <li class={isNear(mark, page, last) ? 'page-near' : undefined}>
              {mark === 'gap' ? <Gap /> : <PageLink {...{ mark, page, hrefOf }} />}
            </li>
          ))}
          <Step page={page + 1} last={last} hrefOf={hrefOf} direction="next" />
        </ul>
      )}
    </nav>
  );
}

/** Left out on a phone: neither an end nor the page itself. */
function isNear(mark: PageMark, page: number, last: number): boolean {
  return mark !== 'gap' && mark !== 1 && mark !== page && mark !== last;
}

function Gap(): JSX.Element {
  return (
    <span class="page-gap">
      <span aria-hidden="true">…</span>
      <span class="visually-hidden">{paginationTexts.skipped}</span>
    </span>
  );
}

interface PageLinkProps extends Pick<PaginationProps, 'page' | 'hrefOf'> {
  readonly mark: number;
}

function PageLink({ mark, page, hrefOf }: PageLinkProps): JSX.Element {
  return (
    <a class="page-link" href={hrefOf(mark)} aria-current={mark === page ? 'page' : undefined}>
      <span class="visually-hidden">{paginationTexts.page} </span>
      {mark}
    </a>
  );
}

interface StepProps extends Pick<PaginationProps, 'page' | 'hrefOf'> {
  readonly last: number;
  readonly direction: 'previous' | 'next';
}

function Step({ page, last, hrefOf, direction }: StepProps): JSX.Element | null {
  if (page < 1 || page > last) return null;
  return (
    <li class="page-step">
      <a class="page-link" href={hrefOf(page)} rel={direction === 'next' ? 'next' : 'prev'}>
        {direction === 'previous' ? <Icon name="left" /> : null}
        <span>{paginationTexts[direction]}</span>
        {direction === 'next' ? <Icon name="right" /> : null}
      </a>
    </li>
  );
}
