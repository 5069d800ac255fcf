import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { TakenMessage } from './server.ts';

/** Every message that was taken, newest first. */
export function messagesPage(messages: readonly TakenMessage[]): string {
  const { title, none, to } = texts.phoneMessages;
  return renderPage({
    title,
    children:
      messages.length === 0 ? (
        <p>{none}</p>
      ) : (
        messages.toReversed().map(({ phone, sender, text }) => (
          <article>
            <h2>{text}</h2>
            <p class="hint">
              {to}: {phone}, {sender}
            </p>
          </article>
        ))
      ),
  });
}
