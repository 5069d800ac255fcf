import { check } from '../check.ts';

await check();
