/** What a payer does on the page of payment. */
export type Deed = { readonly card: string } | 'decline';

export interface SignedForm {
  readonly action: string;
  readonly data: string;
  readonly signature: string;
}

export const cards = {
  paid: '4242 4242 4242 4242',
  refused: '4000 0000 0000 0002',
} as const;

/** For tests: opens the page of payment as a browser does; the page itself or the refusal. */
export async function openCheckout(
  form: SignedForm,
): Promise<{ readonly status: number; readonly url: string; readonly page: string }> {
  const body = new URLSearchParams({ data: form.data, signature: form.signature });
  const response = await fetch(form.action, { method: 'POST', body });
  return { status: response.status, url: response.url, page: await response.text() };
}

/** For tests: pays or declines; returns the address that the payer is sent back to. */
export async function pay(form: SignedForm, deed: Deed): Promise<string> {
  const { url, page, status } = await openCheckout(form);
  if (status !== 200) throw new Error(`no page of payment: ${status} ${page}`);
  const body = new URLSearchParams(
    deed === 'decline'
      ? { choice: 'decline' }
      : { choice: 'pay', card: deed.card, expiry: '12/30', security_code: '123' },
  );
  const answer = await fetch(url, { method: 'POST', body, redirect: 'manual' });
  const location = answer.headers.get('location');
  if (location === null) throw new Error(`not sent back: ${answer.status}`);
  return location;
}
