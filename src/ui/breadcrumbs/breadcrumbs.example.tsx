import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Breadcrumbs } from './breadcrumbs.tsx';

export function BreadcrumbsExample(): JSX.Element {
  const [home, bills, month] = sample.page.crumbs;
  return (
    <Breadcrumbs
      label={sample.titles.breadcrumbs}
      items={[
        { href: '#breadcrumbs', label: home },
        { href: '#breadcrumbs', label: bills },
        { label: month },
      ]}
    />
  );
}
