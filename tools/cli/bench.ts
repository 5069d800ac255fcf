import { join } from 'node:path';
import { buildAll } from '../build.ts';
import { startProgram } from './program.ts';
import { step } from './step.ts';

const root = join(import.meta.dirname, '..', '..');
await step('Building', () => buildAll(root));
const program = startProgram({
  name: 'bench',
  args: [join(root, 'dist', 'bench.js'), ...process.argv.slice(2)],
  environment: {},
  onFailure: () => undefined,
});
process.on('SIGINT', () => void program.stop());
await program.ended;
