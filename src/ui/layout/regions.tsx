import type { ComponentChildren, JSX } from 'preact';

interface RegionProps {
  readonly children?: ComponentChildren;
}

/** Children under each other with one even step between them. */
export function Stack({ children }: RegionProps): JSX.Element {
  return <div class="stack">{children}</div>;
}

/** A long part of a page with its own `h2`. */
export function Chapter({
  children,
  id,
}: RegionProps & { readonly id?: string | undefined }): JSX.Element {
  return (
    <section class="chapter stack" id={id}>
      {children}
    </section>
  );
}

/** Children side by side, wrapping to the next line when they must. */
export function Row({
  children,
  spread = false,
}: RegionProps & { readonly spread?: boolean }): JSX.Element {
  return <div class={spread ? 'row row-spread' : 'row'}>{children}</div>;
}

/** The main matter and a narrow column beside it, which goes below on a phone. */
export function Split({
  children,
  aside,
}: RegionProps & { readonly aside: ComponentChildren }): JSX.Element {
  return (
    <div class="split">
      <div class="stack">{children}</div>
      <div class="stack">{aside}</div>
    </div>
  );
}

/** Something large with a small thing at its end: a sum and its payment code. */
export function Beside({
  children,
  end,
}: RegionProps & { readonly end: ComponentChildren }): JSX.Element {
  return (
    <div class="beside">
      <div>{children}</div>
      <div>{end}</div>
    </div>
  );
}

/** Cards of equal width, as many in a row as fit. */
export function CardGrid({ children }: RegionProps): JSX.Element {
  return <div class="card-grid">{children}</div>;
}

export interface PageHeadingProps {
  readonly title: string;
  /** A short line above: the company, the section. */
  readonly eyebrow?: ComponentChildren;
  /** What this page is for, in a sentence. */
  readonly lede?: ComponentChildren;
  /** Buttons of the whole page; beside the title where there is room. */
  readonly actions?: ComponentChildren;
}

/** The one `h1` of the page with what belongs to it. */
export function PageHeading({ title, eyebrow, lede, actions }: PageHeadingProps): JSX.Element {
  return (
    <div class="page-heading">
      <div>
        {eyebrow === undefined ? null : <p class="eyebrow">{eyebrow}</p>}
        <h1>{title}</h1>
        {lede === undefined ? null : <p class="lede">{lede}</p>}
      </div>
      {actions === undefined ? null : <div class="button-row">{actions}</div>}
    </div>
  );
}

/** On paper only: what the screen shows otherwise, in little room. */
export function OnPaper({ children }: RegionProps): JSX.Element {
  return <div class="paper-only">{children}</div>;
}

/** On the screen only: charts, folds, what is pressed. */
export function OnScreen({ children }: RegionProps): JSX.Element {
  return <div class="screen-only stack">{children}</div>;
}

/** Heard by readers, not seen. */
export function VisuallyHidden({ children }: RegionProps): JSX.Element {
  return <span class="visually-hidden">{children}</span>;
}
