import type { AuthType } from './people.ts';

/** What a visitor presses on the page of id.gov.ua: a person's button, or the refusal. */
export type Choice = { readonly person: string; readonly authType: AuthType } | 'deny';

/**
 * For tests: does what a browser does on the page of the counterpart, reading the form from the
 * page itself. Returns the address that the browser is sent back to; throws when the page offers
 * no such choice.
 */
export async function visit(authorisationUrl: string, choice: Choice): Promise<URL> {
  const page = await (await fetch(authorisationUrl)).text();
  const form = new URLSearchParams();
  for (const [, name = '', value = ''] of page.matchAll(
    /<input type="hidden" name="([^"]*)" value="([^"]*)"/g,
  )) {
    form.set(name, unescape(value));
  }
  const pressed = choice === 'deny' ? choice : `${choice.authType}:${choice.person}`;
  if (!page.includes(`name="choice" value="${pressed}"`)) {
    throw new Error(`the page offers no choice "${pressed}"`);
  }
  form.set('choice', pressed);
  const answer = await fetch(new URL('/', authorisationUrl), {
    method: 'POST',
    body: form,
    redirect: 'manual',
  });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`not sent back: ${answer.status}`);
  return new URL(location);
}

function unescape(text: string): string {
  return text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
