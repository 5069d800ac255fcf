import type { FastifyInstance } from 'fastify';

export interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

export type FormFields = Readonly<Record<string, string>>;

/** A browser without script: it keeps cookies, reads the token of its pages and sends forms. */
export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #app: FastifyInstance;
  /** Where its requests come from. */
  address = '198.51.100.7';
  #csrf = '';

  constructor(app: FastifyInstance) {
    this.#app = app;
  }

  get(url: string): Promise<Answer> {
    return this.#send({ method: 'GET', url });
  }

  post(url: string, form: FormFields = {}): Promise<Answer> {
    return this.#send({
      ...{ method: 'POST', url },
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams({ _csrf: this.#csrf, ...form }).toString(),
    });
  }

  /** Sends the very body again to where an answer leads, as a browser does after 307. */
  async postThrough(url: string, form: FormFields = {}): Promise<Answer> {
    const first = await this.post(url, form);
    return first.status === 307 ? this.post(first.location, form) : first;
  }

  async upload(url: string, name: string, content: Uint8Array): Promise<Answer> {
    const fields = new FormData();
    fields.append(name, new Blob([Buffer.from(content)]), `${name}.p7s`);
    const body = new Response(fields);
    return this.#send({
      ...{ method: 'POST', url },
      headers: { 'content-type': body.headers.get('content-type') ?? '' },
      payload: Buffer.from(await body.arrayBuffer()),
    });
  }

  async #send(request: {
    readonly method: 'GET' | 'POST';
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly payload?: string | Buffer;
  }): Promise<Answer> {
    const response = await this.#app.inject({
      ...request,
      cookies: Object.fromEntries(this.cookies),
      remoteAddress: this.address,
    });
    for (const { name, value, maxAge, expires } of response.cookies) {
      const isOver = value === '' || maxAge === 0 || (expires?.getTime() ?? 1) === 0;
      if (isOver) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    const [, csrf] = /name="_csrf" value="([^"]+)"/.exec(response.body) ?? [];
    if (csrf !== undefined) this.#csrf = csrf;
    const { location } = response.headers;
    return { status: response.statusCode, location: location ?? '', body: response.body };
  }
}

/** What a form of the page holds unseen, by its address. */
export function hiddenFields(body: string, action: string): FormFields {
  const form = body
    .split('<form')
    .find((part) => part.includes(`action="${action}"`))
    ?.split('</form>')[0];
  const fields = (form ?? '').matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries(
    Array.from(fields, ([, name = '', value = '']) => [name, unescaped(value)]),
  );
}

/** JSON in an attribute of the page. */
export function jsonAttribute(body: string, name: string): unknown {
  const [, text = ''] = new RegExp(`${name}="([^"]*)"`).exec(body) ?? [];
  return JSON.parse(unescaped(text));
}

function unescaped(text: string): string {
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
