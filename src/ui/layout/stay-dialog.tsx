import type { JSX } from 'preact';
import { CsrfField } from '../form/form.tsx';
import type { SessionBox } from './page.tsx';
import { texts } from './texts.uk.ts';

/**
 * Asks, two minutes before a session ends, whether its person is still there. Opened by the island
 * alone: without script it stays closed.
 */
export function StayDialog({ session }: { readonly session: SessionBox }): JSX.Element | null {
  const { endsAt, stayHref, csrfToken, signOutAction } = session;
  if (endsAt === undefined || stayHref === undefined) return null;
  return (
    <dialog
      class="stay"
      data-session-ends={String(endsAt.epochMilliseconds)}
      aria-labelledby="stay-title"
    >
      <h2 id="stay-title">
        <span data-stay="asking">{texts.stay.title}</span>
        <span data-stay="ended" hidden>
          {texts.stay.ended}
        </span>
      </h2>
      <div data-stay="asking">
        <p>{texts.stay.text}</p>
        <div class="button-row">
          <form method="post" action="/session/stay" data-stay-form aria-label={texts.stay.title}>
            <CsrfField token={csrfToken} />
            <button type="submit" class="button" autofocus>
              {texts.stay.goOn}
            </button>
          </form>
          <form method="post" action={signOutAction} aria-label={texts.signOut}>
            <CsrfField token={csrfToken} />
            <button type="submit" class="button button-quiet">
              {texts.signOut}
            </button>
          </form>
        </div>
      </div>
      <div data-stay="ended" hidden>
        <p>{texts.stay.endedText}</p>
        <form method="dialog">
          <button type="submit" class="button">
            {texts.stay.back}
          </button>
        </form>
      </div>
    </dialog>
  );
}
