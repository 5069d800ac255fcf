import type { Role } from '#kernel/role.ts';
import { dayInKyiv, type Clock } from '#platform/clock.ts';
import type { Queryable } from '#platform/db/queryable.ts';
import type { ServiceEntry } from '#platform/http/frame.ts';
import { readInForce } from './switches.sql.ts';

/** As long as a session may be remembered: what was agreed holds everywhere within it. */
const rememberedFor = Temporal.Duration.from({ seconds: 2 });

/** Which services a group of users has now; all of them unless it was agreed otherwise. */
export interface ServiceSets {
  servicesOf(role: Role): readonly ServiceEntry[];
  /** Whether a path belongs to a service that the group has not now. */
  isOff(role: Role, path: string): boolean;
  /** Looks at the database anew when what is known is too old. */
  refresh(): Promise<void>;
}

export interface ServiceSetsParts {
  readonly db: Queryable;
  readonly clock: Clock;
  /** Every service of the platform. */
  readonly services: readonly ServiceEntry[];
}

/**
 * Sets of services as data: a service that is switched off for a group is neither in its menu nor
 * at its address.
 * @law 1039:11.4 1039:20 1039:25 1039:54.3
 */
export function openServiceSets({ db, clock, services }: ServiceSetsParts): ServiceSets {
  let off: ReadonlySet<string> = new Set();
  let readAt: Temporal.Instant | undefined;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const now = clock.now();
    const inForce = await readInForce(db, dayInKyiv(now));
    off = new Set(
      inForce.filter(({ isOn }) => !isOn).map(({ role, serviceId }) => `${role} ${serviceId}`),
    );
    readAt = now;
  }
  const isOn = (role: Role, { id }: ServiceEntry) => !off.has(`${role} ${id}`);
  const offered = (role: Role) => services.filter(({ audience }) => audience.includes(role));

  return {
    servicesOf: (role) => offered(role).filter((service) => isOn(role, service)),
    isOff(role, path) {
      if (off.size === 0) return false;
      const service = serviceAt(offered(role), path);
      return service !== undefined && !isOn(role, service);
    },
    async refresh() {
      const isFresh =
        readAt !== undefined &&
        Temporal.Instant.compare(clock.now(), readAt.add(rememberedFor)) < 0;
      if (isFresh) return;
      reading ??= read().finally(() => {
        reading = undefined;
      });
      await reading;
    },
  };
}

/** The service whose path is the longest beginning of the path asked for. */
function serviceAt(services: readonly ServiceEntry[], path: string): ServiceEntry | undefined {
  return services
    .filter((service) => path === service.path || path.startsWith(`${service.path}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0];
}
