import { drawLawMap } from '../law/map.ts';

drawLawMap(process.argv.includes('--check'));
