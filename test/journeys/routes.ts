import { buildWeb } from '#main-web.ts';
import { readConfig } from '#platform/config/config.ts';
import { openWebDatabase } from '#platform/db/database.ts';

/** Nobody answers there: asking which routes there are needs no outside system. */
const nowhere = '127.0.0.1:9';
const levelWidth = 4;

/** Patterns of all GET routes that the server has registered. */
export async function getRoutes(): Promise<readonly string[]> {
  const database = openWebDatabase({
    url: `postgres://${nowhere}/none`,
    connectionsMax: 1,
  });
  const config = readConfig({
    NODE_ENV: 'test',
    LOG_LEVEL: 'fatal',
    ID_GOV_UA_URL: `http://${nowhere}`,
    LIQPAY_URL: `http://${nowhere}`,
    TREMBITA_URL: `http://${nowhere}`,
  });
  const assets = { files: new Map<string, never>(), stylesheetHref: '/style.css' };
  const { app } = await buildWeb(config, database, assets);
  await app.ready();
  const tree = app.printRoutes({ commonPrefix: false, method: 'GET' });
  await app.close();
  await database.close();
  return routesOfTree(tree);
}

/** Fastify draws its routes as a tree: each line adds its part to the line it hangs on. */
function routesOfTree(tree: string): readonly string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', part = '', methods] =
      /^([│ ]*)[├└]── (.*?)(?: \(([A-Z, ]+)\))?$/u.exec(line) ?? [];
    if (part === '') return [];
    const level = indent.length / levelWidth;
    above[level] = `${level === 0 ? '' : (above[level - 1] ?? '')}${part}`;
    return methods === undefined ? [] : [above[level] ?? ''];
  });
}

/** The route that answers a path: of those that fit the one with the fewest parameters. */
export function routeOf(routes: readonly string[], path: string): string | undefined {
  const parameters = (route: string) => route.split(':').length;
  return routes
    .filter((route) => !route.includes('*') && patternOf(route).test(path))
    .toSorted((a, b) => parameters(a) - parameters(b))[0];
}

function patternOf(route: string): RegExp {
  return new RegExp(`^${route.replaceAll('.', '\\.').replaceAll(/:\w+/g, '[^/]+')}$`);
}
