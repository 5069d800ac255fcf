import { writeSchema } from '../db/dump-schema.ts';

await writeSchema(process.argv.includes('--check'));
