import { suppliers } from '#kernel/role.ts';
import type { Outcome } from '#platform/operations.ts';
import type { PageFrame } from '#platform/http/frame.ts';
import { Card } from '#ui/card/card.tsx';
import { EmptyState } from '#ui/empty-state/empty-state.tsx';
import { Page, type PageProps } from '#ui/layout/page.tsx';
import { renderPage } from '#ui/layout/render.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ComponentChildren, JSX } from 'preact';
import { cabinetTexts } from './texts.uk.ts';

/** The routes of this cabinet are for providers alone. */
export const forProviders = { config: { audience: suppliers } } as const;

/** In whose name the person acts. Nobody's id is 0: without a subject nothing is found. */
export function subjectOf({ principal }: FastifyRequest): bigint {
  return principal.subjectId ?? 0n;
}

/** Answers with the page of what was found; what is forbidden, missing or misspelt is not found. */
export function answer<O>(
  reply: FastifyReply,
  outcome: Outcome<O>,
  page: (value: Extract<Outcome<O>, { kind: 'done' }>['value']) => string,
): FastifyReply {
  if (outcome.kind === 'done') return reply.html(page(outcome.value));
  reply.callNotFound();
  return reply;
}

export interface OfficePageProps extends Pick<PageProps, 'title' | 'breadcrumbs' | 'hasErrors'> {
  readonly frame: PageFrame;
  readonly banner?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** The document of a page of this cabinet. */
export function officePage({ frame, ...page }: OfficePageProps): string {
  return renderPage(<Page {...frame} {...page} density="office" />);
}

/** Instead of a page for a subject that has no consumers yet. */
export function NoPlaces(): JSX.Element {
  return (
    <Card>
      <EmptyState icon="building" title={cabinetTexts.noPlacesTitle}>
        <p>{cabinetTexts.noPlaces}</p>
      </EmptyState>
    </Card>
  );
}
