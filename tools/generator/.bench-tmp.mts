const root = '/work/main';
process.env.TEST_DATA_DIR = '/tmp/gen-bench';
const { startTestServer, prepareTemplate, freshDatabase } = await import(
  root + '/test/database.ts'
);
const { loadCountry } = await import(root + '/tools/generator/load.ts');
const { planCountry } = await import(root + '/tools/generator/country.ts');
const { firmCode } = await import(root + '/tools/generator/people.ts');
const server = await startTestServer();
process.env.TEST_SERVER_URL = server.url;
await prepareTemplate(server.url);
let peak = 0;
const timer = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss);
}, 50);
for (const arg of process.argv.slice(2)) {
  const [accounts, months] = arg.split('x').map(Number);
  const db = await freshDatabase();
  const one = async (q, p) => Object.values((await db.pool.query(q, p)).rows[0])[0] as any;
  const h = await one(
    `insert into registry.territory (code,category,name,search_key,origin,in_force) values ('UA05029900000099001','H','h','h','demonstration','[2020-01-01,)') returning territory_id`,
    [],
  );
  const services = [
    'management',
    'heat',
    'cold-water',
    'sewerage',
    'waste',
    'electricity-supply',
    'electricity-distribution',
    'gas-supply',
    'gas-distribution',
  ];
  const providers = {};
  let n = 0;
  for (const s of services)
    providers[s] = await one(
      `insert into registry.subject (kind,name,short_name,edrpou,search_key) values ('provider',$1,$1,$2,$1) returning subject_id`,
      [s, firmCode(n++)],
    );
  const country = planCountry({
    seed: 1039,
    from: '2024-11',
    months,
    hromadas: [
      {
        hromadaId: h,
        settlementId: h,
        code: 'UA05029900000099001',
        accounts,
        billerId: providers['heat'],
        providers,
      },
    ],
  } as never);
  globalThis.gc?.();
  peak = 0;
  const t = performance.now();
  const c = process.cpuUsage();
  const counts = await loadCountry(db.pool, country);
  const s = (performance.now() - t) / 1000;
  const cpu = process.cpuUsage(c);
  const rows = Object.values(counts).reduce((a: number, b: any) => a + b, 0) as number;
  console.log(
    arg,
    counts,
    'rows',
    rows,
    s.toFixed(1) + 's',
    Math.round(rows / s) + ' rows/s',
    'node cpu ' + ((cpu.user + cpu.system) / 1e6).toFixed(1) + 's',
    'peak rss ' + Math.round(peak / 1e6) + ' MB',
  );
  await db.drop();
}
clearInterval(timer);
await server.stop();
