import { readFileSync } from 'node:fs';
const { openDatabase } = await import('/work/main/src/platform/db/database.ts');
const { readReceivables } = await import('/work/main/src/modules/settlements/provider/receivables/receivables.ts');
const bal = await import('/work/main/src/modules/settlements/provider/balances.sql.ts');
const h = openDatabase({ url: readFileSync('/tmp/provdev/dburl','utf8').trim(), role:'zhkp_app' });
const place={hromadaId:9999,as:'biller'} as const;
for (let i=0;i<2;i++){ let t=performance.now(); const r=await readReceivables(h.pool,999n,place); console.log('receivables',Math.round(performance.now()-t),'ms', r[0]); }
const [run]=await bal.listBilledRuns(h.pool,999n,place); let t=performance.now(); await bal.sumBalances(h.pool,run!); console.log('sum',Math.round(performance.now()-t)); t=performance.now(); const old=await bal.listOldDebts(h.pool,run!,null); console.log('old',old.length,Math.round(performance.now()-t)); t=performance.now(); await bal.listLargestDebts(h.pool,run!,25); console.log('largest',Math.round(performance.now()-t)); 
await h.close();
