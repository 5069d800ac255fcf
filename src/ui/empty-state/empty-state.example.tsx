import type { JSX } from 'preact';
import { LinkButton } from '../button/button.tsx';
import { sample } from '../sample/texts.uk.ts';
import { EmptyState } from './empty-state.tsx';

export function EmptyStateExample(): JSX.Element {
  const { empty } = sample;
  return (
    <EmptyState
      title={empty.title}
      actions={<LinkButton href="#empty-state">{empty.action}</LinkButton>}
    >
      <p>{empty.text}</p>
    </EmptyState>
  );
}
