import { services } from '#kernel/service.ts';
import type { JSX } from 'preact';
import { Row } from '../layout/regions.tsx';
import { ServiceMark } from './service-mark.tsx';

export function ServiceMarkExample(): JSX.Element {
  return (
    <Row>
      {services.map((service) => (
        <ServiceMark service={service} />
      ))}
    </Row>
  );
}
