import { defineQuery } from '#kernel/command.ts';
import { law } from '#kernel/law.ts';
import { services } from '#kernel/service.ts';
import { findProviders, listChildTerritories } from '#modules/registry/index.ts';
import { dayInKyiv } from '#platform/clock.ts';
import { everybody } from '#kernel/role.ts';
import type { Reading } from '#platform/operations.ts';
import { z } from 'zod';

const fixedPages = [
  '/',
  '/territories',
  '/providers',
  '/tariffs',
  '/debts',
  '/audit',
  '/check',
  '/accessibility',
];

/** Pages that a search engine should know: the rest is reached from them. */
export const listPublicPages = defineQuery({
  id: 'portal.pages',
  law: [law('1039:44')],
  audience: everybody,
  scope: { kind: 'public' },
  input: z.object({}),
  async handle({ db, now }: Reading): Promise<readonly string[]> {
    const regions = await listChildTerritories(db, null, dayInKyiv(now));
    const { rows } = await findProviders(db, { page: 1 });
    return [
      ...fixedPages,
      ...services.map((service) => `/tariffs?service=${service}`),
      ...regions.map(({ code }) => `/territories/${code}`),
      ...rows.map(({ subjectId }) => `/providers/${subjectId}`),
    ];
  },
});

/** The list of pages as sitemaps.org describes it. */
export function sitemap(publicUrl: string, pages: readonly string[]): string {
  const lines = pages.map((page) => `  <url><loc>${escaped(publicUrl + page)}</loc></url>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...lines,
    '</urlset>',
    '',
  ].join('\n');
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** Cabinets and searches are nobody's to index. */
export function robots(publicUrl: string): string {
  return [
    'User-agent: *',
    'Disallow: /cabinet',
    'Disallow: /sign-in',
    'Disallow: /search',
    `Sitemap: ${publicUrl}/sitemap.xml`,
    '',
  ].join('\n');
}
