import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

export const projectRoot = join(import.meta.dirname, '..', '..');

/** The rooms whose TypeScript the gates look at. */
const sourceFolders = ['src', 'counterparts', 'tools', 'bench', 'test'];

/** Made by tools, kept by people, or neither: nothing to check there. */
const skippedFolder = /^(?:node_modules|dist(?:\.\d+)?|coverage|\.data|\.git|\.ci)$/;

/** Path from the project's root, with forward slashes, and the text. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Every .ts and .tsx file of the project, in the order of their paths. */
export function readSourceFiles(): SourceFile[] {
  return sourceFolders
    .flatMap((folder) => walk(folder))
    .filter((path) => /\.tsx?$/.test(path))
    .map(readProjectFile);
}

/** Every file of the project whose name ends with one of the extensions, wherever it lies. */
export function readFilesEnding(...extensions: readonly string[]): SourceFile[] {
  return walk('.')
    .filter((path) => extensions.some((extension) => path.endsWith(extension)))
    .map(readProjectFile);
}

export function readProjectFile(path: string): SourceFile {
  return { path, text: readFileSync(join(projectRoot, path), 'utf8') };
}

function walk(folder: string): string[] {
  const entries = readdirSync(join(projectRoot, folder), { withFileTypes: true });
  return entries
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) return skippedFolder.test(entry.name) ? [] : walk(path);
      return entry.isFile() ? [path] : [];
    });
}

/** Whether a file is a test or serves tests only: fixtures, and seeds of small worlds. */
export function isTestFile(path: string): boolean {
  return path.startsWith('test/') || /\.test\.tsx?$|\.seed\.ts$|\/fixtures\//.test(path);
}
