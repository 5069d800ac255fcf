import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Tabs } from './tabs.tsx';

export function TabsExample(): JSX.Element {
  const { tabs } = sample;
  return (
    <Tabs
      label={tabs.label}
      items={[
        { href: '#tabs', label: tabs.bill, current: true },
        { href: '#tabs', label: tabs.payments, count: 2 },
        { href: '#tabs', label: tabs.history },
      ]}
    />
  );
}
