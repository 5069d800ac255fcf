import type { CheckedFile } from '#exchange/signature/own/asic/verify.ts';
import { maskNumbers } from './mask.ts';
import { texts } from './texts.uk.ts';
import type { DocumentView, Fact } from './view.ts';

const metadataName = 'document.json';
export const registrationName = 'META-INF/registration.json';
const format = 'zhkp-document/1';
const jsonBytesMax = 256 * 1024;
const shownLettersMax = 300;

type Json = Readonly<Record<string, unknown>>;

/** What a document of the platform says of itself; only out of files that somebody signed. */
export function documentView(
  files: readonly CheckedFile[],
  voucher: string | undefined,
): DocumentView | undefined {
  const metadata = signedJson(files, metadataName);
  const title = words(metadata?.['title']);
  if (metadata?.['format'] !== format || title === undefined) return undefined;
  const sealed = voucher === undefined ? undefined : signedJson(files, registrationName);
  const registration = sealed ?? {};
  const kind = words(metadata['kindName']) ?? words(metadata['kind']);
  const version = metadata['version'];
  const rows: readonly (readonly [string, string | undefined])[] = [
    [texts.documentKind, kind === undefined ? undefined : (texts.documentKinds[kind] ?? kind)],
    [texts.documentNumber, words(registration['number'])],
    [texts.documentDate, dayOf(registration['date'])],
    [texts.documentVoucher, sealed && voucher],
    [texts.documentVersion, Number.isSafeInteger(version) ? String(version) : undefined],
    [texts.documentId, words(metadata['document'])],
  ];
  return { title: maskNumbers(title), facts: rows.flatMap(factOf) };
}

function factOf([term, value]: readonly [string, string | undefined]): readonly Fact[] {
  return value === undefined ? [] : [{ term, value: maskNumbers(value) }];
}

/** What the signer of a slot did, by the numbers of the signature files. */
export function actsOf(files: readonly CheckedFile[]): ReadonlyMap<number, string> {
  const parties = signedJson(files, metadataName)?.['parties'];
  const acts = new Map<number, string>();
  for (const party of Array.isArray(parties) ? parties : []) {
    const { slot, act } = fields(party) ?? {};
    const code = words(act);
    if (typeof slot !== 'number' || code === undefined) continue;
    acts.set(slot, texts.acts[code] ?? code);
  }
  return acts;
}

export function slotOf(signatureName: string): number {
  return Number(/(\d+)\.p7s$/i.exec(signatureName)?.[1] ?? Number.NaN);
}

function signedJson(files: readonly CheckedFile[], name: string): Json | undefined {
  const file = files.find((one) => one.name === name && one.coveredBy.length > 0);
  if (file === undefined || file.bytes.length > jsonBytesMax) return undefined;
  try {
    return fields(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(file.bytes)));
  } catch {
    // Signed, but by another maker and in another form: then it says nothing to us.
    return undefined;
  }
}

function fields(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null ? { ...value } : undefined;
}

function words(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, shownLettersMax) : undefined;
}

function dayOf(value: unknown): string | undefined {
  const day = words(value);
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})/.exec(day ?? '') ?? [];
  return year === undefined ? day : `${date}.${month}.${year}`;
}
