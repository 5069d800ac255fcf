import { beforeAll, describe, expect, test } from 'vitest';
import type { IssueOptions } from '#counterparts/certification-authority/authority.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, type Play } from '#counterparts/certification-authority/play.ts';
import type { Subject } from '#counterparts/certification-authority/profile.ts';
import * as encode from '../der/encode.ts';
import { readDer } from '../der/node.ts';
import { readIdentity } from './identity.ts';
import { name } from './names.ts';
import { nameOids } from './oids.ts';

const { person, official, seal } = people;
const otherRnokpp = '2833649350';
const otherEdrpou = '45120013';

let play: Play;
beforeAll(async () => {
  play = await openPlay('ecdsa');
});

async function identityOf(subject: Subject, options?: IssueOptions) {
  const { certificate } = await play.authority.issue(subject, options);
  const reading = readIdentity(certificate);
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
    expect(readIdentity(certificate)).toMatchObject({ ok: true, identity: { commonName } });
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
    expect(readIdentity(forged)).toEqual({ ok: false, fault: 'name-ambiguous' });
  });
});
