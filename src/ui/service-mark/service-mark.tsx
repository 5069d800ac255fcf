import type { Service } from '#kernel/service.ts';
import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';
import { serviceNames } from './texts.uk.ts';

/** Colour token of each service; charts use the same. */
const serviceTones = {
  management: 'house',
  heat: 'heat',
  'hot-water': 'hot',
  'cold-water': 'cold',
  sewerage: 'sewer',
  waste: 'waste',
  'electricity-supply': 'power',
  'electricity-distribution': 'power',
  'gas-supply': 'gas',
  'gas-distribution': 'gas',
} as const satisfies Record<Service, string>;

const serviceIcons: Readonly<Record<Service, IconName>> = {
  management: 'building',
  heat: 'heat',
  'hot-water': 'hot-drop',
  'cold-water': 'drop',
  sewerage: 'waves',
  waste: 'bin',
  'electricity-supply': 'bolt',
  'electricity-distribution': 'bolt',
  'gas-supply': 'flame',
  'gas-distribution': 'flame',
};

export interface ServiceMarkProps {
  readonly service: Service;
  /** `full` is the name by law; `short` the friendly word. */
  readonly name?: 'short' | 'full' | undefined;
  /** A small line under the name: who provides it, how much of it was used. */
  readonly note?: ComponentChildren;
}

/** The name of a service with its mark. */
export function ServiceMark({ service, name = 'short', note }: ServiceMarkProps): JSX.Element {
  return (
    <span class="service">
      <span class={`service-chip service-${serviceTones[service]}`}>
        <Icon name={serviceIcons[service]} />
      </span>
      <span>
        {serviceNames[service][name]}
        {note === undefined ? null : <span class="service-note">{note}</span>}
      </span>
    </span>
  );
}

export function serviceName(service: Service, name: 'short' | 'full' = 'short'): string {
  return serviceNames[service][name];
}
