import type { JSX } from 'preact';

export interface OutsideFrameProps {
  /** On another origin, which the policy of the page names (`frame-src`). */
  readonly href?: string;
  /** The page itself, where it stands at no address. */
  readonly html?: string;
  /** What is in it, for those who hear the page. */
  readonly title: string;
}

/** A page of another system inside ours: it may work by itself, and may not lead ours away. */
export function OutsideFrame({ href, html, title }: OutsideFrameProps): JSX.Element {
  return (
    <iframe
      class="outside-frame"
      src={href}
      srcdoc={html}
      title={title}
      sandbox="allow-scripts allow-same-origin allow-forms allow-popups"
      referrerpolicy="origin"
    />
  );
}
