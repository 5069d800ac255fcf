// The way in for every npm script. Works from Node 20 on and needs no package: it installs exactly
// the locked ones, then hands over to a Node new enough for the platform.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));
const nodeMajorNeeded = 26;
const packagedNode = join(root, 'node_modules', 'node', 'bin', 'node');
const stampFile = join(root, 'node_modules', '.installed-from');
const [command = '', ...args] = process.argv.slice(2);

/** The only package whose install script is ever run; it puts the Node binary in its place. */
const packageWithScript = 'node';

function say(text) {
  process.stdout.write(`${text}\n`);
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex');
}

function npm(...npmArgs) {
  const script = process.env.npm_execpath;
  const fromNpm = script !== undefined && /npm-cli\.[cm]?js$/.test(script);
  const program = fromNpm ? process.execPath : 'npm';
  const result = spawnSync(program, [...(fromNpm ? [script] : []), ...npmArgs], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (result.status !== 0) {
    say(`npm ${npmArgs.join(' ')} failed; is the npm registry reachable from here?`);
    process.exit(result.status ?? 1);
  }
}

function install() {
  const hash = lockHash();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === hash) return;
  say('Installing the locked packages…');
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error');
  writeFileSync(stampFile, hash);
}

function runningMajor() {
  return Number(process.versions.node.split('.')[0]);
}

function chooseNode() {
  // A Node of an older installation here has gone with its packages.
  if (runningMajor() >= nodeMajorNeeded && existsSync(process.execPath)) return process.execPath;
  const works = () => existsSync(packagedNode) && spawnSync(packagedNode, ['-v']).status === 0;
  if (!works()) {
    say(`Node ${process.versions.node} is too old: taking Node ${nodeMajorNeeded} from npm…`);
    npm('rebuild', '--ignore-scripts=false', '--loglevel=error', packageWithScript);
  }
  if (!works()) {
    say(`The platform needs Node ${nodeMajorNeeded}; the npm package "node" has none for here.`);
    process.exit(1);
  }
  return packagedNode;
}

install();
const node = chooseNode();
const child = spawn(node, [join(root, 'tools', 'cli', `${command}.ts`), ...args], {
  cwd: root,
  stdio: 'inherit',
  env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH ?? ''}` },
});
// The terminal sends Ctrl-C to both; the child decides when all is stopped.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => {
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  });
}
child.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1));
