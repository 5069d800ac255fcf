import type { Authority } from '#counterparts/certification-authority/authority.ts';
import { directServices } from '#counterparts/certification-authority/direct.ts';
import type { Credential } from '#counterparts/certification-authority/issue.ts';
import { people } from '#counterparts/certification-authority/people.ts';
import { openPlay, playTime, type Play } from '#counterparts/certification-authority/play.ts';
import { encodeTrustList } from '#counterparts/certification-authority/trust-list.ts';
import { readZip } from '#exchange/signature/own/asic/read-zip.ts';
import { writeZip } from '#exchange/signature/own/asic/write-zip.ts';
import { upgradeToXL } from '#exchange/signature/own/cms/upgrade.ts';
import { toBase64 } from '#exchange/signature/own/der/bytes.ts';
import { fingerprintOf } from '#exchange/signature/own/x509/fingerprint.ts';
import { lawTest } from '#test/law-test.ts';
import {
  documentFiles,
  signAttached,
  signDetached,
  signedContainer,
  simpleContainer,
  utf8,
} from '#test/signature/signed-container.ts';
import { beforeAll, describe, expect, test } from 'vitest';
import type { GivenBasis } from './basis.ts';
import type { GivenFile } from './given.ts';
import { inspect } from './inspect.ts';
import { checkLimits } from './limits.ts';
import type { CheckView } from './view.ts';

const document = utf8('Рішення № 17 про тариф');
const pdf = utf8('%PDF-1.7 of somebody');

let play: Play;
let official: Credential;
let person: Credential;
let seal: Credential;
let listed: GivenBasis;
beforeAll(async () => {
  play = await openPlay('ecdsa');
  official = await play.authority.issue(people.official);
  person = await play.authority.issue(people.person);
  seal = await play.authority.issue(people.seal);
  listed = await basisOf(play.authority);
});

async function basisOf(authority: Authority): Promise<GivenBasis> {
  return {
    trustList: await encodeTrustList(authority),
    pinned: [await fingerprintOf(authority.root.certificate)],
    auditKeys: [],
    takenAt: null,
  };
}

const unlisted: GivenBasis = { trustList: null, pinned: [], auditKeys: [], takenAt: null };

function look(files: readonly GivenFile[], basis = listed, now = playTime): Promise<CheckView> {
  return inspect({ files, basis, now, where: 'browser' });
}

const named = (name: string, bytes: Uint8Array): GivenFile => ({ name, bytes });

/** All sentences of an answer. */
function sentences({ signers, findings, basis }: CheckView): readonly string[] {
  return [...findings, ...signers.flatMap((one) => one.findings), ...basis].map(({ text }) => text);
}

async function lasting(signature: Uint8Array, content: Uint8Array): Promise<Uint8Array> {
  const services = directServices(play.authority);
  const upgraded = await upgradeToXL({ ...play.context(), services, signature, content });
  if (!upgraded.ok) throw new Error(upgraded.fault);
  return upgraded.signature;
}

describe('somebody who checks', () => {
  lawTest(['1039:74'], 'is told who signed a container, when, and that all is proved', async () => {
    const bytes = await signedContainer(documentFiles, [
      { signer: official, finish: lasting },
      { signer: person, finish: lasting },
    ]);
    const view = await look([named('договір.asice', bytes)]);
    expect(view).toMatchObject({ tone: 'good', title: 'Усі підписи дійсні' });
    expect(view.document).toMatchObject({
      title: 'Договір про надання послуги з постачання теплової енергії',
      facts: [{ value: 'Договір' }, { value: '1' }, { value: /^0f5f7a2e/ }].map(({ value }) => ({
        value: expect.stringMatching(value),
      })),
    });
    expect(view.signers.map(({ name, state }) => [name, state])).toEqual([
      ['Zrazkovyi Andrii', 'Дійсний'],
      ['Zrazkova Oksana', 'Дійсний'],
    ]);
    const facts = new Map(view.signers[0]?.facts.map(({ term, value }) => [term, value]));
    expect(Object.fromEntries(facts)).toMatchObject({
      Хто: 'Посадова особа',
      Організація: 'Zrazkivka Heat',
      'Код ЄДРПОУ': '37770013',
      Посада: 'Director',
      'Вид підпису': 'Кваліфікований електронний підпис (КЕП)',
      Коли: '20.11.2026, 12:00, за позначкою часу',
      Дія: 'Подання',
    });
    expect(view.files.every(({ tone }) => tone === 'good')).toBe(true);
  });

  test('is told a number of registration in the name of a seal only', async () => {
    const record = {
      name: 'META-INF/registration.json',
      mediaType: 'application/json',
      bytes: utf8(JSON.stringify({ number: 'LS-2026-000001', date: '2026-11-20' })),
    };
    const files = [...documentFiles, record];
    const told = async (signer: Credential) => {
      const bytes = await signedContainer(files, [{ signer, finish: lasting }]);
      return JSON.stringify((await look([named('a.asice', bytes)])).document);
    };
    expect(await told(person)).not.toContain('LS-2026-000001');
    expect(await told(seal)).toContain('LS-2026-000001');
    expect(await told(seal)).toContain('Zrazkivka Heat');
  });

  test('never sees a tax number whole', async () => {
    const bytes = await signedContainer(documentFiles, [{ signer: official }, { signer: person }]);
    for (const basis of [listed, unlisted]) {
      const told = JSON.stringify(await look([named('3012548202.asice', bytes)], basis));
      expect(told).not.toContain(people.official.rnokpp);
      expect(told).not.toContain(people.person.rnokpp);
      expect(told).toContain('••••••••02');
      expect(told).toContain('••••••••12');
    }
  });

  test('is told that the status was not asked where the signature has no answer inside', async () => {
    const view = await look([named('a.p7s', await signAttached(document, seal))]);
    expect(view).toMatchObject({
      tone: 'warn',
      title: 'Підпис справжній, але не все з’ясовано',
      signers: [{ name: 'Zrazkivka Heat', state: 'Не все відомо' }],
    });
    expect(sentences(view)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Чи не скасовано сертифікат, не запитано/),
        expect.stringMatching(/^Коли підписано, не доведено/),
        'Час 20.11.2026, 11:30 назвав сам підписувач. Його годинник міг показувати будь-що.',
        'До надавачів мережею не зверталися.',
      ]),
    );
  });

  test('is told that nothing is proved of the signer where there is no list', async () => {
    const bytes = await signedContainer(documentFiles, [{ signer: official, finish: lasting }]);
    const view = await look([named('a.asice', bytes)], unlisted);
    expect(view).toMatchObject({
      tone: 'warn',
      title: 'Документ не змінено, підписувача не звірено',
      signers: [{ name: 'Zrazkovyi Andrii', state: 'Не звірено', tone: 'warn' }],
    });
    expect(sentences(view)).toContain(
      'Перелік довірених надавачів не встановлено, тому сертифікати ні з чим не звірено.',
    );
  });

  test('is told that the list of a page saved long ago is old', async () => {
    const bytes = await signedContainer(documentFiles, [{ signer: official, finish: lasting }]);
    const later = playTime.add({ hours: 24 * 90 });
    const saved = { ...listed, takenAt: playTime };
    const view = await look([named('a.asice', bytes)], saved, later);
    expect(view.tone).toBe('good');
    expect(sentences(view).some((text) => text.includes('мав оновитися'))).toBe(true);
    const fresh = await look([named('a.asice', bytes)], listed, later);
    expect(fresh.tone).toBe('warn');
    expect(sentences(fresh)).toContain(
      'Перелік довірених надавачів не пройшов перевірки або застарів, тому сертифікати ні з чим не звірено.',
    );
  });

  test('may give document and signature in any order, the signature as text too', async () => {
    const signature = await signDetached(pdf, person);
    const text = `-----BEGIN CMS-----\n${toBase64(signature)}\n-----END CMS-----\n`;
    for (const made of [signature, utf8(text)]) {
      const files = [named('a.pdf', pdf), named('a.pdf.p7s', made)];
      for (const given of [files, files.toReversed()]) {
        expect(await look(given)).toMatchObject({ tone: 'warn', files: [{ name: 'a.pdf' }] });
      }
    }
  });
});

describe('a forgery', () => {
  const cases: readonly (readonly [string, () => Promise<readonly GivenFile[]>, string, string])[] =
    [
      [
        'a document changed after it was signed',
        async () => [
          named('a.pdf', utf8('%PDF other')),
          named('a.p7s', await signDetached(pdf, person)),
        ],
        'Підпис недійсний',
        'Документ змінено після підпису або підпис належить іншому документу.',
      ],
      [
        'a signer of another hierarchy',
        async () => {
          const other = await openPlay('ecdsa', 'another');
          const forger = await other.authority.issue(people.official);
          return [named('a.p7s', await signAttached(document, forger))];
        },
        'Підпис недійсний',
        'Видавця сертифіката немає в переліку довірених.',
      ],
      [
        'a file changed in a container',
        () => changed((name, bytes) => (name === 'document.html' ? utf8('other') : bytes)),
        'Файли змінено після підпису',
        'Файл змінено після підпису.',
      ],
      [
        'a damaged signature file',
        async () => [named('a.pdf', pdf), named('a.p7s', utf8('nonsense'))],
        'Підпис недійсний',
        'Файл підпису пошкоджено: його не вдалося прочитати.',
      ],
      [
        'an archive that is no container',
        async () => [named('a.zip', writeZip([{ name: 'a', bytes: document }]))],
        'Контейнер недійсний',
        'Це звичайний архів, а не контейнер із підписами (ASiC).',
      ],
      [
        'a container cut off',
        async () => {
          const whole = await simpleContainer(named('a', document), seal);
          return [named('a.asics', whole.subarray(0, -30))];
        },
        'Контейнер недійсний',
        'Контейнер пошкоджено або зібрано не за правилами. Отримайте його ще раз із першого джерела.',
      ],
    ];
  test.each(cases)('%s is told as one', async (_, files, title, reason) => {
    const view = await look(await files());
    expect(view).toMatchObject({ tone: 'bad', title });
    expect([...sentences(view), ...view.files.map(({ note }) => note)]).toContain(reason);
  });

  test('a file laid into a container is told beside signatures that are valid', async () => {
    const bytes = await signedContainer(documentFiles, [{ signer: official, finish: lasting }]);
    const files = [...(await readZip(bytes)), named('умови.html', utf8('evil'))];
    const view = await look([named('a.asice', writeZip(files))]);
    expect(view).toMatchObject({
      tone: 'bad',
      title: 'Є файли без підпису',
      signers: [{ tone: 'good', state: 'Дійсний' }],
    });
    expect(view.files.at(-1)).toEqual({
      name: 'умови.html',
      tone: 'bad',
      note: 'Цього файла ніхто не підписав. Не довіряйте йому.',
    });
  });

  test('what a document says of itself is shown only when it is signed', async () => {
    const view = await look(
      await changed((name, bytes) => (name === 'document.json' ? utf8('{}') : bytes)),
    );
    expect(view.document).toBeUndefined();
  });

  async function changed(edit: (name: string, bytes: Uint8Array) => Uint8Array) {
    const bytes = await signedContainer(documentFiles, [{ signer: official }]);
    const files = (await readZip(bytes)).map((file) => ({
      name: file.name,
      bytes: edit(file.name, file.bytes),
    }));
    return [named('a.asice', writeZip(files))];
  }
});

describe('what cannot be checked is not called invalid', () => {
  const cases: readonly (readonly [string, () => Promise<readonly GivenFile[]>, string])[] = [
    ['nothing', async () => [], 'Файл порожній або його не вибрано'],
    [
      'an empty file',
      async () => [named('a', new Uint8Array())],
      'Файл порожній або його не вибрано',
    ],
    ['a document alone', async () => [named('a.txt', document)], 'Підпису не знайдено'],
    ['a PDF alone', async () => [named('a.pdf', pdf)], 'Потрібен файл підпису'],
    ['two documents', async () => [named('a', document), named('b', pdf)], 'Підпису не знайдено'],
    [
      'a signature without its document',
      async () => [named('a.p7s', await signDetached(document, person))],
      'Потрібен сам документ',
    ],
    [
      'more than memory is for',
      async () => [named('a', new Uint8Array(checkLimits.browserBytesMax + 1))],
      'Файл завеликий',
    ],
  ];
  test.each(cases)('%s', async (_, files, title) => {
    expect(await look(await files())).toMatchObject({ tone: 'warn', title });
  });
});

test('the words of an answer hold nothing but words, so that a thread can hand it over', async () => {
  const bytes = await signedContainer(documentFiles, [{ signer: official, finish: lasting }]);
  const view = await look([named('a.asice', bytes)]);
  expect(structuredClone(view)).toEqual(view);
});
