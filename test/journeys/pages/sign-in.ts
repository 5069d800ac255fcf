import { expect } from 'vitest';
import { at, press, pressFaulty, send, type PageState } from './state.ts';

const unprocessable = 422;

/** The ways in, as somebody sees them who has not signed in. */
export const signInPages: readonly PageState[] = [
  at('sign-in-late', '/sign-in?late=yes'),
  at('sign-in-key', '/sign-in/key'),
  at('sign-in-key-refused', '/sign-in/key?fault=not-valid', unprocessable),
  at('sign-in-factor-stale', '/sign-in/factor', unprocessable),
];

/** What people set up for themselves. */
export const ownPages: readonly PageState[] = [
  at('role', '/cabinet/role'),
  at('sessions', '/cabinet/sessions'),
  at('profile', '/cabinet/profile'),
  send('profile-fault', '/cabinet/profile', async (page) => {
    await page.getByLabel('Електронна пошта').fill('не адреса');
    await pressFaulty(page, 'Зберегти');
  }),
  at('security', '/cabinet/security'),
  at('security-looks', '/cabinet/security/looks'),
  at('own-key-stolen', '/cabinet/access/key'),
  send('own-key-stolen-fault', '/cabinet/access/key', (page) => pressFaulty(page, 'Заблокувати')),
  send('security-program', '/cabinet/security', async (page) => {
    const form = page.getByRole('form', { name: 'Додати застосунок із кодами' });
    await form.getByLabel('Назва').fill('Телефон');
    await press(page, 'Далі');
    expect(new URL(page.url()).pathname).toContain('/generators/');
  }),
  at('proof-again', '/cabinet/proof'),
];
