/**
 * The rooms of the house and who may import whom: ARCHITECTURE.md as data. A new room, or a new
 * dependency between modules, is one line here, reviewed as a decision.
 */

export type RoomName =
  | 'kernel'
  | 'platform'
  | 'ui'
  | 'engine'
  | 'rules'
  | 'module'
  | 'signature'
  | 'exchange'
  | 'check'
  | 'signer'
  | 'islands'
  | 'face'
  | 'composition'
  | 'counterparts'
  | 'tools'
  | 'bench'
  | 'test';

export interface Room {
  readonly name: RoomName;
  /** A file belongs to the first room whose pattern its path matches. */
  readonly path: RegExp;
  /** Rooms it may import besides itself. */
  readonly mayImport: readonly RoomName[];
  readonly npm: boolean;
  readonly node: boolean;
  /** Whether SQL may be written in any file, not only in `*.sql.ts`. */
  readonly sqlAnywhere: boolean;
}

const everything: readonly RoomName[] = [
  'kernel',
  'platform',
  'ui',
  'engine',
  'rules',
  'module',
  'signature',
  'exchange',
  'check',
  'signer',
  'face',
];

const outside = { npm: true, node: true, sqlAnywhere: true } as const;
const inside = { npm: true, node: true, sqlAnywhere: false } as const;
const pure = { npm: false, node: false, sqlAnywhere: false } as const;

export const rooms: readonly Room[] = [
  { name: 'kernel', path: /^src\/kernel\//, mayImport: [], ...pure },
  // Technique keeps its own tables beside the code that runs transactions, sessions and jobs.
  { name: 'platform', path: /^src\/platform\//, mayImport: ['kernel'], ...outside },
  { name: 'ui', path: /^src\/ui\//, mayImport: ['kernel'], ...inside },
  {
    name: 'engine',
    path: /^src\/engine\//,
    mayImport: ['kernel', 'platform', 'ui'],
    ...inside,
  },
  {
    name: 'rules',
    path: /^src\/modules\/[^/]+\/(?:.+\/)?rules\//,
    mayImport: ['kernel'],
    ...pure,
  },
  {
    name: 'module',
    path: /^src\/modules\//,
    mayImport: ['kernel', 'platform', 'ui', 'engine', 'rules'],
    ...inside,
  },
  // The trust path runs in Node and in a browser alike, so it takes nothing from either, nor npm.
  { name: 'signature', path: /^src\/exchange\/signature\/own\//, mayImport: ['kernel'], ...pure },
  {
    name: 'exchange',
    path: /^src\/exchange\//,
    mayImport: ['kernel', 'platform', 'engine', 'module', 'signature'],
    ...inside,
  },
  // What is said of a signature runs in a browser too, so it takes nothing from Node.
  {
    name: 'check',
    path: /^src\/check\//,
    mayImport: ['kernel', 'ui', 'signature'],
    ...inside,
    node: false,
  },
  // Signs in a browser, where a person's key stays.
  { name: 'signer', path: /^src\/signer\//, mayImport: ['kernel', 'signature'], ...pure },
  // Small scripts of pages, each with a page that works without it.
  {
    name: 'islands',
    path: /^src\/islands\//,
    mayImport: ['kernel'],
    ...inside,
    node: false,
  },
  {
    name: 'face',
    path: /^src\/(?:portal|cabinets|api)\//,
    mayImport: ['kernel', 'platform', 'ui', 'engine', 'module', 'check'],
    ...inside,
  },
  { name: 'composition', path: /^src\/[^/]+$/, mayImport: everything, ...inside },
  {
    name: 'counterparts',
    path: /^counterparts\//,
    // The authority of certificates for tests writes with what the platform reads by.
    mayImport: ['kernel', 'platform', 'ui', 'signature'],
    ...outside,
  },
  {
    name: 'tools',
    path: /^tools\//,
    mayImport: [...everything, 'composition', 'counterparts', 'test'],
    ...outside,
  },
  {
    name: 'bench',
    path: /^bench\//,
    mayImport: [...everything, 'composition', 'tools', 'counterparts', 'test'],
    ...outside,
  },
  {
    name: 'test',
    path: /^test\//,
    mayImport: [...everything, 'composition', 'tools', 'counterparts', 'bench'],
    ...outside,
  },
];

/** What a test beside the file it tests may import more than that file. */
export const testsMayImportToo: readonly RoomName[] = ['test', 'tools', 'counterparts'];

/** Rooms that know of other rooms only by what they show: `index.ts`. */
export const seesOnlyPublicFaces: ReadonlySet<RoomName> = new Set(['face']);

/** Rooms that may take nothing but files named `ports.ts` out of these rooms. */
export const portsOnly: ReadonlyMap<RoomName, ReadonlySet<RoomName>> = new Map([
  ['exchange', new Set<RoomName>(['engine', 'module'])],
]);

/** Nobody imports the composition root. */
export const compositionRoot = 'src/main.ts';

/** Modules, and the modules whose `index.ts` each may import. Has no cycles (a test proves it). */
export const moduleImports: Readonly<Record<string, readonly string[]>> = {
  registry: [],
  access: ['registry'],
  provision: ['registry', 'access'],
  correspondence: ['registry', 'access'],
  settlements: ['registry', 'access', 'correspondence'],
  subsidy: ['registry', 'access', 'settlements'],
  monitoring: ['registry', 'access', 'correspondence'],
  quality: ['registry', 'access', 'monitoring', 'correspondence'],
  appeals: ['registry', 'access', 'correspondence'],
  procedures: ['registry', 'access', 'settlements', 'subsidy', 'correspondence'],
  support: ['registry', 'access', 'correspondence'],
  dashboard: [
    'registry',
    'access',
    'settlements',
    'subsidy',
    'monitoring',
    'quality',
    'appeals',
    'procedures',
    'support',
  ],
};

/** PostgreSQL schemas of the rooms that are not modules; a module's schema bears its name. */
const roomSchemas: Readonly<Partial<Record<RoomName, readonly string[]>>> = {
  platform: ['platform', 'audit', 'files', 'reach', 'graphile_worker', 'migration'],
  engine: ['documents'],
};

/** Every schema the platform knows, with the room or module that alone may name it. */
export const schemaOwners: ReadonlyMap<string, string> = new Map([
  ...Object.entries(roomSchemas).flatMap(([room, schemas]) =>
    schemas.map((schema): [string, string] => [schema, room]),
  ),
  ...Object.keys(moduleImports).map((name): [string, string] => [name, `module ${name}`]),
]);

export function roomOf(path: string): Room | undefined {
  return rooms.find((room) => room.path.test(path));
}

/** The module a file lies in, or undefined outside src/modules. */
export function moduleOf(path: string): string | undefined {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1];
}
