import { seedAccess } from '#modules/access/index.ts';
import { seedProvision } from '#modules/provision/index.ts';
import { seedSupport } from '#modules/support/index.ts';
import { seedNumbers } from '#modules/settlements/readings/fixtures/small-town.ts';
import { seedWorkingCalendar } from '#platform/calendar/seed.ts';
import { isOneOf, users, type Role } from '#kernel/role.ts';
import { anonymous, type Principal } from '#platform/principal.ts';
import { signedIn } from '#test/sessions.ts';
import { AccessOffice } from '#test/access/access-office.ts';
import {
  plantChanges,
  plantDocuments,
  plantMatrix,
  plantReports,
  plantRequests,
} from '#test/access/matrix-town.ts';
import { webInProcess, type WebInProcess } from '#test/web/in-process.ts';
import { plantObjects, type Objects } from './objects.ts';
import { collectRoutes, type Registered } from './routes.ts';

/** What a request carries to be somebody's. */
export interface Credentials {
  readonly token: string;
  readonly csrf: string;
}

/** Numbers of the law and working days, as a fresh platform has them. */
async function seed({ database }: AccessOffice): Promise<void> {
  const worker = database.as('zhkp_worker');
  await seedNumbers(worker);
  const begun = Temporal.Instant.from('2026-01-01T00:00:00Z');
  await seedAccess(worker.db, begun);
  await seedProvision(worker.db, begun);
  await seedSupport(worker.db, begun);
  await worker.db.transaction().execute((tx) => seedWorkingCalendar(tx));
}

/** The whole web server on a small town, with somebody in every role, to be attacked. */
export class Target {
  readonly office: AccessOffice;
  readonly web: WebInProcess;
  readonly routes: readonly Registered[];
  readonly objects: Objects;
  /** Consumers of the town: whose the objects are, and somebody whose nothing is. */
  readonly owner: Principal;
  readonly stranger: Principal;
  readonly #begun = new Map<string, Promise<Credentials>>();

  private constructor(
    made: Pick<Target, 'office' | 'web' | 'routes' | 'objects' | 'owner' | 'stranger'>,
  ) {
    this.office = made.office;
    this.web = made.web;
    this.routes = made.routes;
    this.objects = made.objects;
    this.owner = made.owner;
    this.stranger = made.stranger;
  }

  static async open(settings: Readonly<Record<string, string>> = {}): Promise<Target> {
    const office = await AccessOffice.open();
    const principals = await plantMatrix(office);
    await plantDocuments(office, principals);
    await plantRequests(office);
    await plantChanges(office);
    await plantReports(office, principals);
    await seed(office);
    const { built: web, routes } = await collectRoutes(() =>
      webInProcess(office.app, { REQUESTS_PER_MINUTE_MAX: '10000000', ...settings }),
    );
    const named = (name: string) => principals.find((one) => one.name === name)?.principal;
    return new Target({
      ...{ office, web, routes, objects: await plantObjects(office) },
      owner: named('individual-consumer') ?? anonymous,
      stranger: await office.consumer('Сторонній', '2920147112'),
    });
  }

  get pool() {
    return this.office.database.pool;
  }

  /** Whoever may open the route, and has nothing of what is planted. */
  strangerOf({ audience }: Pick<Registered, 'audience'>): Principal {
    const role = users.find((one) => isOneOf(audience, one));
    if (role === undefined) throw new RangeError('a route for nobody');
    return this.as(role);
  }

  /** A stranger to everything, in a role. */
  as(role: Role): Principal {
    if (role === 'individual-consumer') return this.stranger;
    return {
      ...{ ...this.stranger, role, membershipId: 901n, territoryId: 71 },
      ...{ subjectId: 994n, subjectName: 'Чужа організація' },
      mandate:
        role === 'trusted-consumer'
          ? { mandateId: 999n, grantorName: 'Хтось', acts: ['see', 'pay'] }
          : null,
    };
  }

  /** A session of somebody; the same one each time. */
  credentials(principal: Principal): Promise<Credentials> {
    const key = `${principal.role} ${principal.personId}`;
    const begun = this.#begun.get(key) ?? this.begin(principal);
    this.#begun.set(key, begun);
    return begun;
  }

  /** A new session of somebody. */
  async begin(principal: Principal): Promise<Credentials> {
    const token = await this.web.sessions.begin(signedIn(principal));
    const session = await this.web.sessions.find(token);
    return { token, csrf: session?.csrfToken ?? '' };
  }

  async close(): Promise<void> {
    await this.web.close();
    await this.office.close();
  }
}
