import { renderPage } from '#ui/layout/render.ts';
import { DesignSystemPage } from '#ui/showcase.tsx';
import type { FastifyInstance } from 'fastify';
import { open, type PortalParts } from '../parts.ts';
import { accessibilityPage } from './accessibility-page.tsx';
import { listPublicPages, robots, sitemap } from './sitemap.ts';

export function siteRoutes(app: FastifyInstance, { operations, publicUrl }: PortalParts): void {
  app.get('/accessibility', open, (request, reply) =>
    reply.html(accessibilityPage(request.frame())),
  );

  app.get('/design-system', open, (request, reply) => {
    const { stylesheetHref, footerLinks } = request.frame();
    return reply.html(
      renderPage(<DesignSystemPage stylesheetHref={stylesheetHref} footerLinks={footerLinks} />),
    );
  });

  app.get('/robots.txt', open, (_request, reply) =>
    reply.header('content-type', 'text/plain; charset=utf-8').send(robots(publicUrl)),
  );

  app.get('/sitemap.xml', open, async (request, reply) => {
    const pages = await operations.ask(listPublicPages, request.principal, {});
    if (pages.kind !== 'done') return reply.callNotFound();
    return reply
      .header('content-type', 'application/xml; charset=utf-8')
      .send(sitemap(publicUrl, pages.value));
  });
}
