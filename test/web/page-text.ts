export type Form = Readonly<Record<string, string>>;

/** The query of an address that carries a form. */
export const query = (form: Form) => new URLSearchParams(form).toString();

/** What the page says, without its markup. */
export const textOf = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

/** The hidden fields of the page's form. */
export function hiddenOf(body: string): Form {
  const fields = body.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g);
  return Object.fromEntries(
    Array.from(fields, ([, name = '', value = '']) => [name, value.replaceAll('&quot;', '"')]),
  );
}
