import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { writeKeyFile } from '#exchange/signature/own/keys/key-file.ts';
import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { Authority, HierarchyKind } from './authority.ts';
import type { Credential } from './issue.ts';
import type { Subject } from './profile.ts';

/** An invented person or body, whose key file anybody may take. */
export interface KeyHolder {
  readonly key: string;
  readonly subject: Subject;
}

/** The same for all: these keys protect nothing. */
export const keyPassword = 'zrazkivka';
const keyFileType = 'application/x-pem-file';
const notFound = 404;

function keyFileOf({ certificate, key }: Credential, authority: Authority): Promise<string> {
  return writeKeyFile({
    certificates: [certificate, authority.authority.certificate],
    keyInfo: key.keyInfo,
    password: keyPassword,
  });
}

/** Hands out key files to those who try the platform. */
export class KeyOffice {
  readonly #find: (hierarchy: HierarchyKind) => Authority | undefined;
  readonly #holders: readonly KeyHolder[];
  readonly #credentials = new Map<string, Promise<Credential>>();

  constructor(
    find: (hierarchy: HierarchyKind) => Authority | undefined,
    holders: readonly KeyHolder[],
  ) {
    this.#find = find;
    this.#holders = holders;
  }

  /** The key file of a holder; undefined when there is no such holder. */
  async fileOf(hierarchy: HierarchyKind, key: string): Promise<string | undefined> {
    const authority = this.#find(hierarchy);
    const holder = this.#holders.find((one) => one.key === key);
    if (authority === undefined || holder === undefined) return undefined;
    const name = `${hierarchy} ${key}`;
    const issued = this.#credentials.get(name) ?? authority.issue(holder.subject);
    this.#credentials.set(name, issued);
    return keyFileOf(await issued, authority);
  }

  /** A holder's second key, which agrees on keys of envelopes; DSTU alone does. */
  async agreementOf(key: string): Promise<
    | {
        readonly file: string;
        readonly certificate: Uint8Array;
      }
    | undefined
  > {
    const authority = this.#find('dstu');
    const holder = this.#holders.find((one) => one.key === key);
    // Keys follow from the order of issue: the first is always the one that signs.
    const signing = await this.fileOf('dstu', key);
    if (authority === undefined || holder === undefined || signing === undefined) return undefined;
    const name = `agreement ${key}`;
    const issued =
      this.#credentials.get(name) ?? authority.issue(holder.subject, { agreement: true });
    this.#credentials.set(name, issued);
    const credential = await issued;
    return {
      file: await keyFileOf(credential, authority),
      certificate: credential.certificate.raw,
    };
  }

  page(): string {
    return renderPage({
      title: texts.keys.title,
      children: (
        <>
          <p>{texts.keys.intro}</p>
          <p>
            {texts.keys.password} <code>{keyPassword}</code>
          </p>
          {this.#holders.map(({ key, subject }) => (
            <section class="card">
              <h2>{subject.commonName}</h2>
              {subject.organization === undefined ? null : <p>{subject.organization}</p>}
              <p>
                <a href={`/keys/dstu/${key}.pem`} download>
                  {texts.keys.dstu}
                </a>
                {' · '}
                <a href={`/keys/ecdsa/${key}.pem`} download>
                  {texts.keys.ecdsa}
                </a>
                {' · '}
                <a href={`/keys/agreement/${key}.pem`} download>
                  {texts.keys.agreement}
                </a>
                {' · '}
                <a href={`/keys/agreement/${key}.cer`} download>
                  {texts.keys.agreementCertificate}
                </a>
              </p>
            </section>
          ))}
        </>
      ),
    });
  }
}

const path = z.object({
  hierarchy: z.enum(['ecdsa', 'dstu']),
  file: z
    .string()
    .regex(/^[\w-]+\.pem$/)
    .transform((name) => name.slice(0, -'.pem'.length)),
});

const agreementPath = z.object({
  key: z.string().regex(/^[\w-]+$/),
  form: z.enum(['pem', 'cer']),
});

function addAgreementRoute(app: FastifyInstance, office: KeyOffice): void {
  app.get('/keys/agreement/:key.:form', async (request, reply) => {
    const parsed = agreementPath.safeParse(request.params);
    const found = parsed.success ? await office.agreementOf(parsed.data.key) : undefined;
    if (!parsed.success || found === undefined) return reply.code(notFound).send();
    const { key, form } = parsed.data;
    reply.header('content-disposition', `attachment; filename="${key}-agreement.${form}"`);
    if (form === 'pem') return reply.type(keyFileType).send(found.file);
    return reply.type('application/pkix-cert').send(Buffer.from(found.certificate));
  });
}

export function addKeyRoutes(app: FastifyInstance, office: KeyOffice): void {
  app.get('/', (_request, reply) => reply.type('text/html; charset=utf-8').send(office.page()));
  addAgreementRoute(app, office);
  app.get('/keys/:hierarchy/:file', async (request, reply) => {
    const parsed = path.safeParse(request.params);
    const file = parsed.success
      ? await office.fileOf(parsed.data.hierarchy, parsed.data.file)
      : undefined;
    if (!parsed.success || file === undefined) return reply.code(notFound).send();
    const name = `${parsed.data.file}-${parsed.data.hierarchy}.pem`;
    return reply
      .type(keyFileType)
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(file);
  });
}
