import type { ComponentChildren, JSX } from 'preact';
import { Icon } from '../icons/icon.tsx';

export interface CardProps {
  readonly heading?: ComponentChildren;
  /** 2 unless the card stands inside a section with its own heading. */
  readonly level?: 2 | 3 | undefined;
  /** Above the heading: a `Tag` or a short line. */
  readonly eyebrow?: ComponentChildren;
  /** At the end of the heading's line: links to everything, to a file. */
  readonly aside?: ComponentChildren;
  /** The whole card opens this page; the heading is its link. */
  readonly href?: string | undefined;
  /** `lift` is the one that matters most; `deep` is the blue invitation to act. */
  readonly look?: 'plain' | 'lift' | 'deep' | undefined;
  readonly id?: string | undefined;
  readonly children?: ComponentChildren;
}

/** One idea on a sheet of its own. */
export function Card(props: CardProps): JSX.Element {
  return (
    <section class={cardClass(props)} id={props.id}>
      {props.eyebrow === undefined ? null : <div class="card-eyebrow">{props.eyebrow}</div>}
      <CardHeading {...props} />
      {props.children}
    </section>
  );
}

function CardHeading(props: CardProps): JSX.Element | null {
  if (props.heading === undefined) return null;
  const Heading = props.level === 3 ? 'h3' : 'h2';
  const heading = (
    <Heading class="card-heading">
      {props.href === undefined ? (
        props.heading
      ) : (
        <a href={props.href}>
          {props.heading}
          <Icon name="arrow" />
        </a>
      )}
    </Heading>
  );
  if (props.aside === undefined) return heading;
  return (
    <div class="card-top">
      {heading}
      <div class="card-aside">{props.aside}</div>
    </div>
  );
}

function cardClass({ look = 'plain', href }: CardProps): string {
  return ['card', look === 'plain' ? '' : `card-${look}`, href === undefined ? '' : 'card-link']
    .filter((name) => name !== '')
    .join(' ');
}
