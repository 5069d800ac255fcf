import { describe, expect, test } from 'vitest';
import { AsicError } from './fault.ts';
import { encodeManifest, readManifest } from './manifest.ts';

const sha256 = Uint8Array.from({ length: 32 }, (_, at) => at);
const signatureName = 'META-INF/signature001.p7s';
const files = [
  { name: 'document.html', mediaType: 'text/html; charset=utf-8', sha256 },
  { name: 'додаток № 1 & інше.pdf', mediaType: 'application/pdf', sha256 },
];
const good = new TextDecoder().decode(encodeManifest({ signatureName, files }));

function faultOf(text: string | Uint8Array): string {
  try {
    readManifest(typeof text === 'string' ? new TextEncoder().encode(text) : text);
    return 'none';
  } catch (error) {
    if (error instanceof AsicError) return error.fault;
    throw error;
  }
}

test('a manifest is the same for the same files, and tells them back', () => {
  expect(new TextDecoder().decode(encodeManifest({ signatureName, files }))).toBe(good);
  const manifest = readManifest(new TextEncoder().encode(good));
  expect(manifest.signatureName).toBe(signatureName);
  expect(manifest.references.map(({ name, mediaType }) => [name, mediaType])).toEqual(
    files.map(({ name, mediaType }) => [name, mediaType]),
  );
  expect(manifest.references.every(({ digest }) => Buffer.from(digest).equals(sha256))).toBe(true);
});

test('a manifest of another maker is read: other prefixes, spaces, SHA-512', () => {
  const digest = Buffer.alloc(64, 7).toString('base64');
  const theirs = `<?xml version='1.0' encoding='utf-8' standalone='yes'?>
    <ASiCManifest xmlns="http://uri.etsi.org/02918/v1.2.1#">
      <SigReference URI='META-INF/signature.p7s'></SigReference>
      <DataObjectReference URI="a%20b.txt" Rootfile="true">
        <x:DigestMethod xmlns:x="http://www.w3.org/2000/09/xmldsig#"
           Algorithm="http://www.w3.org/2001/04/xmlenc#sha512" />
        <x:DigestValue xmlns:x="http://www.w3.org/2000/09/xmldsig#">${digest}</x:DigestValue>
      </DataObjectReference>
    </ASiCManifest>`;
  expect(readManifest(new TextEncoder().encode(theirs))).toMatchObject({
    signatureName: 'META-INF/signature.p7s',
    references: [{ name: 'a b.txt', mediaType: undefined }],
  });
});

const reference = /<asic:DataObjectReference.*/.exec(good)?.[0] ?? '';
const malformed = 'manifest-malformed';

describe('a manifest is refused with', () => {
  test.each([
    ['no text', '', malformed],
    ['no XML', 'words', malformed],
    ['bytes that are no UTF-8', Uint8Array.of(0x3c, 0xff), malformed],
    ['a document type', good.replace('<asic:ASiC', '<!DOCTYPE a><asic:ASiC'), malformed],
    ['an entity', good.replace('document.html', 'document&#46;html'), malformed],
    ['a comment', good.replace('</asic:ASiC', '<!-- --></asic:ASiC'), malformed],
    ['a section of text', good.replace('</asic:ASiC', '<![CDATA[]]></asic:ASiC'), malformed],
    ['an instruction', good.replace('</asic:ASiC', '<?a b?></asic:ASiC'), malformed],
    ['a file twice', good.replace(reference, reference + reference), 'manifest-reference-twice'],
    [
      'a file twice, written in two ways',
      good.replace(reference, reference + reference.replace('.html', '%2Ehtml')),
      'manifest-reference-twice',
    ],
    ['an attribute twice', good.replace('<ds:DigestMethod', '$& Algorithm="a"'), malformed],
    ['an attribute too many', good.replace('URI="document', 'Id="a" $&'), malformed],
    ['an element too many', good.replace('</asic:DataObject', '<asic:Any/>$&'), malformed],
    ['another root', good.replaceAll('ASiCManifest', 'Manifest'), malformed],
    ['another namespace', good.replace('v1.2.1#', 'v9#'), malformed],
    ['a prefix of nowhere', good.replace('<ds:DigestMethod', '<no:DigestMethod'), malformed],
    ['a tag that is not closed', good.replace('</ds:DigestValue>', ''), malformed],
    ['two roots', good + good.slice(good.indexOf('\n')), malformed],
    ['words between', good.replace('<asic:SigReference', 'words$&'), malformed],
    ['a way up', good.replace('document.html', '../document.html'), 'manifest-name-bad'],
    ['a hidden way up', good.replace('document.html', '%2e%2e/d'), 'manifest-name-bad'],
    ['half a letter', good.replace('document.html', '%D0'), 'manifest-name-bad'],
    ['another hash', good.replace('xmlenc#sha256', 'xmlenc#md5'), 'manifest-algorithm-unknown'],
    ['no base64', good.replace('<ds:DigestValue>', '$&*'), malformed],
    ['no files', good.replaceAll(/<asic:DataObjectReference.*\n/g, ''), 'manifest-empty'],
    ['more than there can be', good + ' '.repeat(300_000), 'manifest-too-large'],
    ['depth', good.replace('<ds:DigestMethod', '<a xmlns="a">'.repeat(99)), malformed],
  ])('%s', (_, text, fault) => {
    expect(faultOf(text)).toBe(fault);
  });

  test.each([
    ['a name with a way up', { ...files[0], name: '../a' }],
    ['a type that breaks out of its quotes', { ...files[0], mediaType: 'a/b" x="' }],
    ['a hash of another length', { ...files[0], sha256: sha256.subarray(1) }],
  ])('or is not written with %s', (_, file) => {
    const one = { name: 'a', mediaType: 'a/b', sha256, ...file };
    expect(() => encodeManifest({ signatureName, files: [one] })).toThrow(RangeError);
  });
});
