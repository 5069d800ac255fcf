#!/usr/bin/env node
/**
 * Перевірка доказу з журналу дій платформи. Один файл, без залежностей, без мережі; Node 20 і вище.
 * Checks a proof from the platform's audit log. One file, no dependencies, no network; Node >= 20.
 *
 *   node verify.mjs month.jsonl [--head heads.jsonl] [--key "name+hash+key"]
 *   node verify.mjs proof.json [--head heads.jsonl] [--older-head head.json] [--key "name+hash+key"]
 *
 *   --head        опубліковані голови журналу / the published heads of the log
 *   --older-head  голова, яку ви зберегли раніше (рядок, файл голів або старий доказ)
 *                 a head that you have kept (a line, a file of heads or an older proof)
 *   --key         опублікований ключ журналу, можна кілька / a published key of the log, repeatable
 *
 * Код завершення / exit code: 0 доказ дійсний / holds, 1 недійсний / does not hold,
 * 2 файл не прочитано / a file cannot be read.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { parseArgs } from 'node:util';

const sha256 = (...parts) => createHash('sha256').update(Buffer.concat(parts)).digest();
const leafHash = (bytes) => sha256(Buffer.of(0), bytes);
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);

/** Reading is strict, so that no byte of a proof can be changed without notice. */
function need(condition, field) {
  if (!condition) throw new Error(`зіпсоване поле / damaged field: ${field}`);
}

function fromHex(text, bytes, field) {
  const isHex = typeof text === 'string' && /^([0-9a-f]{2})*$/.test(text);
  need(isHex && text.length === bytes * 2, field);
  return Buffer.from(text, 'hex');
}

function fromBase64(text, bytes, field) {
  const decoded = Buffer.from(String(text), 'base64');
  need(decoded.length === bytes && decoded.toString('base64') === text, field);
  return decoded;
}

function onlyKeys(object, field, keys) {
  need(typeof object === 'object' && object !== null, field);
  need(Object.keys(object).sort().join() === keys.sort().join(), `${field}.*`);
}

/** RFC 9162, 2.1.3.2. */
function inclusionHolds(hash, index, { size, root }, path) {
  let at = index;
  let last = size - 1;
  let node = hash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      node = nodeHash(sibling, node);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else node = nodeHash(node, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return index < size && last === 0 && node.equals(root);
}

/** RFC 9162, 2.1.4.2. */
function consistencyHolds(older, newer, path) {
  if (older.size >= newer.size) {
    return older.size === newer.size && path.length === 0 && older.root.equals(newer.root);
  }
  if (path.length === 0) return false;
  const isWholeTree = 2 ** Math.round(Math.log2(older.size)) === older.size;
  const [first, ...rest] = isWholeTree ? [older.root, ...path] : path;
  let at = older.size - 1;
  let last = newer.size - 1;
  while (at % 2 === 1) [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  let oldNode = first;
  let newNode = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (at % 2 === 1 || at === last) {
      oldNode = nodeHash(sibling, oldNode);
      newNode = nodeHash(sibling, newNode);
      while (at % 2 === 0 && at !== 0) [at, last] = [at / 2, Math.floor(last / 2)];
    } else newNode = nodeHash(newNode, sibling);
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 && oldNode.equals(older.root) && newNode.equals(newer.root);
}

function readHead(json) {
  onlyKeys(json, 'head', ['size', 'root', 'at', 'keyId', 'signature']);
  const { size, root, at, keyId, signature } = json;
  need(Number.isSafeInteger(size) && size > 0, 'size');
  need(/^[-0-9T:.]{26}Z$/.test(at), 'at');
  const signed = fromBase64(signature, 64, 'signature');
  return { size, root: fromHex(root, 32, 'root'), at, keyId, signature: signed };
}

/** What is signed: name of the log, size, root in Base64, instant; one a line. */
function noteBody({ size, root, at }) {
  return `zhkp-audit\n${size}\n${root.toString('base64')}\nat ${at}\n`;
}

function readKey(text) {
  const [, name, hash, encoded] = /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text) ?? [];
  const typed = fromBase64(encoded, 33, 'key');
  const isNamed = sha256(Buffer.from(`${name}\n`), typed)
    .toString('hex')
    .startsWith(hash);
  need(isNamed && typed[0] === 1, 'key');
  const x = typed.subarray(1).toString('base64url');
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  return { keyId: `${name}+${hash}`, publicKey };
}

function isSigned(head, keys) {
  const key = keys.find(({ keyId }) => keyId === head.keyId);
  return (
    key !== undefined && verify(null, Buffer.from(noteBody(head)), key.publicKey, head.signature)
  );
}

const sha256Hex = '[0-9a-f]{64}';
const entryForm = new RegExp(
  '^zhkp-audit-entry/1\nid (?<id>[0-9a-f-]{36})\nat (?<at>[-0-9T:.]{26}Z)\n' +
    'command (?<command>[!-~]+)\nclauses (?<clauses>[ -~]+)\n' +
    `actor (?<actor>${sha256Hex})\nsubject (?<subject>${sha256Hex}|-)\n` +
    `payload (?<payload>${sha256Hex}|-)\noutcome (?<outcome>[!-~]+)\n$`,
);

/** Every check is a line: does it hold, what was asked in Ukrainian, and in English. */
function checkProof(proof, { keys, published, kept }) {
  const fields = ['format', 'entry', 'leafIndex', 'inclusion', 'head', 'openings', 'publicKeys'];
  onlyKeys(proof, 'proof', 'older' in proof ? [...fields, 'older'] : fields);
  need(proof.format === 'zhkp-audit-proof/1', 'format');
  const entry = entryForm.exec(proof.entry)?.groups;
  need(entry !== undefined, 'entry');
  const { leafIndex } = proof;
  need(Number.isSafeInteger(leafIndex) && leafIndex >= 0, 'leafIndex');
  const ownKeys = proof.publicKeys.map(readKey);
  const trusted = keys.length > 0 ? keys.map(readKey) : ownKeys;
  const head = readHead(proof.head);
  const path = proof.inclusion.map((hash) => fromHex(hash, 32, 'inclusion'));
  const hash = leafHash(Buffer.from(proof.entry, 'utf8'));
  const lines = [
    [isSigned(head, trusted), 'голову журналу підписано', 'the tree head is signed'],
    [
      inclusionHolds(hash, leafIndex, head, path),
      `запис № ${leafIndex} є серед ${head.size}, незмінний на ${head.at}`,
      `entry ${leafIndex} is among ${head.size}, unchanged at ${head.at}`,
    ],
  ];
  for (const opening of proof.openings) lines.push(checkOpening(opening, entry));
  const heads = [head];
  if ('older' in proof) heads.push(checkOlder(proof.older, head, trusted, lines));
  if (published !== undefined) {
    const isThere = published.some((other) => isSame(other, head)) && agree(published, heads);
    lines.push([isThere, 'голову опубліковано', 'the head is among the published ones']);
  }
  if (kept !== undefined) {
    const isLinked = heads.some((mine) => kept.some((other) => isSame(other, mine)));
    const holds = isLinked && agree(kept, heads);
    lines.push([holds, 'доказ веде до збереженої голови', 'the proof leads to the head you kept']);
  }
  return { entry, lines, isKeyGiven: keys.length > 0 };
}

function checkOpening(opening, entry) {
  onlyKeys(opening, 'openings', ['field', 'salt', 'value']);
  const { field, salt, value } = opening;
  need(['actor', 'subject', 'payload'].includes(field) && typeof value === 'string', 'openings');
  const opened = sha256(fromHex(salt, 16, 'salt'), Buffer.from(value, 'utf8')).toString('hex');
  const shown = `${field} = ${JSON.stringify(value)}`;
  return [opened === entry[field], `поле ${shown}`, `field ${shown}`];
}

function checkOlder(json, head, trusted, lines) {
  onlyKeys(json, 'older', ['head', 'consistency']);
  const older = readHead(json.head);
  const path = json.consistency.map((hash) => fromHex(hash, 32, 'consistency'));
  lines.push(
    [isSigned(older, trusted), 'старішу голову підписано', 'the older head is signed'],
    [
      consistencyHolds(older, head, path),
      `журнал лише доповнено від ${older.size} (${older.at}) до ${head.size} записів`,
      `the log only grew from ${older.size} (${older.at}) to ${head.size} entries`,
    ],
  );
  return older;
}

/** Perfect subtrees put side by side from the left, until they give the root of the tree. */
class TreeEdge {
  size = 0;
  #peaks = [];

  add(level, index, hash) {
    need(index * 2 ** level === this.size, 'leaf');
    this.#peaks.push({ level, index, hash });
    this.size += 2 ** level;
    for (;;) {
      const [left, right] = this.#peaks.slice(-2);
      if (right === undefined || left.level !== right.level || left.index % 2 === 1) return;
      const joined = nodeHash(left.hash, right.hash);
      this.#peaks.splice(-2, 2, { level: left.level + 1, index: left.index / 2, hash: joined });
    }
  }

  root() {
    return this.#peaks.map(({ hash }) => hash).reduceRight((right, left) => nodeHash(left, right));
  }
}

/** A month of the log: its entries, and the hashes of all that is not in it. */
async function checkMonth(lines, first, { keys, published }) {
  onlyKeys(first, 'month', [
    ...['format', 'month', 'entries', 'sha256', 'head', 'publicKeys', 'nodes'],
  ]);
  const trusted = (keys.length > 0 ? keys : first.publicKeys).map(readKey);
  const head = readHead(first.head);
  const edge = new TreeEdge();
  const nodes = first.nodes.map(([level, index, hash]) => [
    level,
    index,
    fromHex(hash, 32, 'nodes'),
  ]);
  let at = 0;
  const addNodesUpTo = (end) => {
    while (at < nodes.length && edge.size < end) edge.add(...nodes[at++]);
  };
  const digest = createHash('sha256');
  let [entries, badOpenings, strangers] = [0, 0, 0];
  for await (const line of lines) {
    const { leaf, entry, openings } = JSON.parse(line);
    const fields = entryForm.exec(entry)?.groups;
    need(fields !== undefined && Number.isSafeInteger(leaf), 'entry');
    addNodesUpTo(leaf);
    edge.add(0, leaf, leafHash(Buffer.from(entry, 'utf8')));
    digest.update(`leaf ${leaf}\n`).update(entry);
    badOpenings += openings.filter((opening) => !checkOpening(opening, fields)[0]).length;
    if (!fields.at.startsWith(first.month)) strangers += 1;
    entries += 1;
  }
  addNodesUpTo(head.size);
  const isWhole = entries === first.entries && digest.digest('hex') === first.sha256;
  const isInTree = edge.size === head.size && at === nodes.length && edge.root().equals(head.root);
  const answers = [
    [isSigned(head, trusted), 'голову журналу підписано', 'the tree head is signed'],
    [isWhole, `у файлі всі ${first.entries} записів`, `all ${first.entries} entries are there`],
    [strangers === 0, `усі записи за ${first.month}`, `all entries are of ${first.month}`],
    [
      isInTree,
      `усі записи є серед ${head.size}, незмінні на ${head.at}`,
      `all entries are among ${head.size}, unchanged at ${head.at}`,
    ],
    [badOpenings === 0, 'розкриті поля відповідають записам', 'opened fields fit their entries'],
  ];
  if (published !== undefined) {
    const isThere = published.some((other) => isSame(other, head));
    answers.push([isThere, 'голову опубліковано', 'the head is among the published ones']);
  }
  return {
    title: `${first.month}  sha256 ${first.sha256}`,
    lines: answers,
    isKeyGiven: keys.length > 0,
  };
}

const isSame = (a, b) => a.size === b.size && a.root.equals(b.root);

/** No head of the file has the size of one of mine and another root. */
function agree(file, mine) {
  return file.every((a) => mine.every((b) => a.size !== b.size || isSame(a, b)));
}

/** Heads from a file of lines, from one head, or from a proof. */
function readHeads(path) {
  if (path === undefined) return undefined;
  const text = readFileSync(path, 'utf8');
  const isLines = /^\{.*\}$/m.test(text);
  const values = (isLines ? text.trim().split('\n') : [text]).map((part) => JSON.parse(part));
  return values.map((value) => readHead('format' in value ? value.head : value));
}

async function readInputs() {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      head: { type: 'string' },
      'older-head': { type: 'string' },
      key: { type: 'string', multiple: true, default: [] },
    },
  });
  const [file, ...others] = positionals;
  if (file === undefined || others.length > 0) throw new Error('verify.mjs proof.json [--head …]');
  return {
    ...(await readFile(file)),
    keys: values.key,
    published: readHeads(values.head),
    kept: readHeads(values['older-head']),
  };
}

/** A proof, or the first line of a month with the lines that follow. */
async function readFile(file) {
  const handle = await open(file);
  const all = handle.readLines()[Symbol.asyncIterator]();
  const { value = '' } = await all.next();
  if (value.startsWith('{"format":"zhkp-audit-month/1"')) {
    return { month: JSON.parse(value), lines: all };
  }
  await handle.close();
  return { proof: JSON.parse(readFileSync(file, 'utf8')) };
}

function titleOf({ at, command, clauses, outcome }) {
  return `${at}  ${command}  ${clauses}  ${outcome}`;
}

function report({ entry, title, lines, isKeyGiven }) {
  console.log(title ?? titleOf(entry));
  for (const [holds, uk, en] of lines) {
    console.log(`${holds ? 'ТАК / YES' : 'НІ  / NO '}  ${uk} / ${en}`);
  }
  const holds = lines.every(([lineHolds]) => lineHolds);
  if (holds && !isKeyGiven) {
    console.log('УВАГА: ключ узято з доказу, звірте його з опублікованим (--key).');
    console.log('NOTE: the key came with the proof, compare it with the published one (--key).');
  }
  console.log(
    holds ? 'ДОКАЗ ДІЙСНИЙ / THE PROOF HOLDS' : 'ДОКАЗ НЕДІЙСНИЙ / THE PROOF DOES NOT HOLD',
  );
  return holds ? 0 : 1;
}

async function main() {
  let inputs;
  try {
    inputs = await readInputs();
  } catch (error) {
    console.error(`НЕ ПРОЧИТАНО / CANNOT READ: ${error.message}`);
    return 2;
  }
  try {
    const { month, lines, proof } = inputs;
    return report(
      month === undefined ? checkProof(proof, inputs) : await checkMonth(lines, month, inputs),
    );
  } catch (error) {
    console.log(`ДОКАЗ НЕДІЙСНИЙ / THE PROOF DOES NOT HOLD: ${error.message}`);
    return 1;
  }
}

process.exitCode = await main();
