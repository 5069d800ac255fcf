import { beforeAll, describe, expect, test } from 'vitest';
import type { IssueOptions } from '#counterparts/certification-authority/authority.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, type Play } from '#counterparts/certification-authority/play.ts';
import {
  policiesExtension,
  purposeExtension,
  type Subject,
} from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import { readDer } from '../der/node.ts';
import { readIdentity } from './identity.ts';
import { name } from './names.ts';
import { encodeExtension } from './ocsp-request.ts';
import { extensionOids, nameOids, purposeOids, qcOids } from './oids.ts';

const { person, official, seal } = people;
const otherRnokpp = '2833649350';
const otherEdrpou = '45120013';

const authority = { isQualified: true };

let play: Play;
beforeAll(async () => {
  play = await openPlay('ecdsa');
});

async function identityOf(subject: Subject, options?: IssueOptions) {
  const { certificate } = await play.authority.issue(subject, options);
  const reading = readIdentity(certificate, authority);
  if (!reading.ok) return reading.fault;
  const { kind, rnokpp, edrpou, passport, qualification } = reading.identity;
  return { kind, rnokpp, edrpou, passport, qualification };
}

test.each<[string, Subject, IssueOptions, object]>([
  ['a person', person, {}, { kind: 'person', rnokpp: person.rnokpp, edrpou: undefined }],
  ['an official', official, {}, { kind: 'official', rnokpp: official.rnokpp }],
  ['a seal', seal, {}, { kind: 'seal', rnokpp: undefined, edrpou: seal.edrpou }],
  [
    'a person whose code stands in the second directory attribute too',
    person,
    { directory: { rnokpp: person.rnokpp, rnokppToo: person.rnokpp } },
    { kind: 'person', rnokpp: person.rnokpp },
  ],
  [
    'a person whose code stands in the name only',
    person,
    { directory: {} },
    { kind: 'person', rnokpp: person.rnokpp },
  ],
  [
    'a sole proprietor, whose tax number stands in both places',
    person,
    { directory: { rnokpp: person.rnokpp, edrpou: person.rnokpp } },
    { kind: 'person', edrpou: undefined },
  ],
  [
    'a person without a tax number by the passport',
    { commonName: 'Nobody' },
    { directory: { rnokpp: '012345678' }, qualified: false },
    { kind: 'person', rnokpp: undefined, passport: '012345678' },
  ],
])('%s is read', async (_, subject, options, expected) => {
  expect(await identityOf(subject, options)).toMatchObject(expected);
});

test.each<[string, Subject, IssueOptions, string]>([
  ['two tax numbers', person, { directory: { rnokpp: otherRnokpp } }, 'codes-disagree'],
  [
    'two tax numbers in the directory',
    { commonName: 'Nobody' },
    { directory: { rnokpp: person.rnokpp, rnokppToo: otherRnokpp } },
    'codes-disagree',
  ],
  [
    'two codes of bodies',
    official,
    { directory: { rnokpp: official.rnokpp, edrpou: otherEdrpou } },
    'codes-disagree',
  ],
  ['a wrong check digit', { ...person, rnokpp: '2920147113' }, {}, 'code-malformed'],
  ['a code with spaces', { ...seal, edrpou: '3777 0013' }, {}, 'code-malformed'],
  ['no code at all', { commonName: 'Nobody' }, {}, 'nobody-named'],
  ['a seal that names a person', { ...seal, surname: 'Zrazkova' }, {}, 'kind-disagrees'],
  [
    'a seal with a tax number in it',
    seal,
    { directory: { edrpou: seal.edrpou, rnokpp: person.rnokpp } },
    'kind-disagrees',
  ],
])('%s is refused', async (_, subject, options, fault) => {
  expect(await identityOf(subject, options)).toBe(fault);
});

test.each<[IssueOptions, string]>([
  [{}, 'qualified'],
  [{ inDevice: false }, 'advanced-on-qualified'],
  [{ qualified: false }, 'not-qualified'],
])('with %o the signature is %s', async (options, qualification) => {
  expect(await identityOf(person, options)).toMatchObject({ qualification });
});

describe('a name', () => {
  const issue = (commonName: string) => play.authority.issue({ ...person, commonName });

  test.each([
    ['a character that turns the text around', 'Oksana \u202eavokzarZ'],
    ['a zero-width space', 'Oksana\u200bZrazkova'],
    ['a soft hyphen', 'Oksana\u00ad'],
    ['a line break', 'Oksana\nZrazkova'],
    ['a zero', 'Oksana\0'],
    ['a control character of 8 bits', 'Oksana\u0085'],
    ['a mark of byte order', '\ufeffOksana'],
    ['a tag character', 'Oksana\u{e0041}'],
  ])('with %s is not read', async (_, commonName) => {
    await expect(issue(commonName)).rejects.toThrow('bad-string');
  });

  test('with half a character is not read', () => {
    const type = encode.oid(nameOids.commonName);
    const half = encode.element(0x1e, Uint8Array.of(0xd8, 0x3d));
    const read = () => name(readDer(encode.sequence(encode.setOf(encode.sequence(type, half)))));
    expect(read).toThrow('bad-string');
  });

  test('with letters of any language, an apostrophe and a dash is read', async () => {
    const commonName = 'D\u2019Artagnan \u2014 \u0417\u0440\u0430\u0437\u043e\u043a';
    const { certificate } = await issue(commonName);
    expect(readIdentity(certificate, authority)).toMatchObject({
      ok: true,
      identity: { commonName },
    });
  });

  test.each([
    'commonName',
    'surname',
    'givenName',
    'title',
    'organization',
    'serialNumber',
  ] as const)('that says %s twice names nobody', async (attribute) => {
    const { certificate } = await play.authority.issue(official);
    const { attributes } = certificate.subject;
    const type = nameOids[attribute];
    const twice = [...attributes, { type, value: 'Another' }];
    const forged = { ...certificate, subject: { ...certificate.subject, attributes: twice } };
    expect(readIdentity(forged, authority)).toEqual({ ok: false, fault: 'name-ambiguous' });
  });
});

describe('a passport', () => {
  const cyrillic = '\u041c\u041a123456';

  test('of a Ukrainian series is read', async () => {
    const subject = { commonName: 'Nobody', rnokpp: cyrillic };
    const read = await identityOf(subject, { directory: {}, qualified: false });
    expect(read).toMatchObject({ kind: 'person', passport: cyrillic });
  });

  test.each([
    ['Latin letters that look the same', 'MK123456'],
    ['one Latin letter', '\u041cK123456'],
    ['letters of another alphabet', '\u042b\u042d123456'],
    ['small letters', '\u043c\u043a123456'],
    ['other digits', '\u041c\u041a12345\u0666'],
  ])('with %s is refused', async (_, rnokpp) => {
    const subject = { commonName: 'Nobody', rnokpp };
    const read = await identityOf(subject, { directory: {}, qualified: false });
    expect(read).toBe('code-malformed');
  });
});

describe('what a certificate says it is for', () => {
  const { typeSignature, typeSeal } = qcOids;
  const typeWeb = '0.4.0.1862.1.6.3';
  const types = (...oids: readonly string[]): Uint8Array => {
    const list = encode.sequence(...oids.map((oid) => encode.oid(oid)));
    const statements = encode.sequence(encode.sequence(encode.oid(qcOids.type), list));
    return encodeExtension(extensionOids.qcStatements, statements);
  };
  const seals = purposeExtension(purposeOids.ukrainianSeal);

  test.each<[string, Subject, readonly Uint8Array[], string]>([
    ['a signature, of a person', person, [types(typeSignature)], 'person'],
    [
      'a signature, of a person, with the purpose of a seal',
      person,
      [types(typeSignature), seals],
      'person',
    ],
    ['a seal, of a body', seal, [types(typeSeal)], 'seal'],
    ['nothing, of a body, with the purpose of a seal', seal, [seals], 'seal'],
    ['nothing, of a body', seal, [], 'seal'],
    ['a seal, of a person', person, [types(typeSeal)], 'kind-disagrees'],
    ['nothing, of a person, with the purpose of a seal', person, [seals], 'kind-disagrees'],
    ['a signature, of a body', seal, [types(typeSignature)], 'kind-disagrees'],
    ['both', official, [types(typeSignature, typeSeal)], 'kind-disagrees'],
    ['a site', seal, [types(typeWeb)], 'kind-disagrees'],
  ])('%s', async (_, subject, extensions, expected) => {
    const read = await identityOf(subject, { qualified: false, extensions });
    expect(typeof read === 'string' ? read : read.kind).toBe(expected);
  });
});

describe('a signature is qualified', () => {
  test('by the policy too, though not in a device', async () => {
    const extensions = [policiesExtension()];
    const read = await identityOf(person, { qualified: false, extensions });
    expect(read).toMatchObject({ qualification: 'advanced-on-qualified' });
  });

  test('not below an authority that is not listed as qualified', async () => {
    const { certificate } = await play.authority.issue(person);
    expect(readIdentity(certificate, { isQualified: false })).toMatchObject({
      ok: true,
      identity: { qualification: 'not-qualified' },
    });
  });
});
