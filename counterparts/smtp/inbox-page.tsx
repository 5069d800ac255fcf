import { renderPage } from '../page.tsx';
import { texts } from '../texts.uk.ts';
import type { ReceivedLetter } from './read-letter.ts';

const link = /(https?:\/\/[^\s]+)/;

/** Every letter that came, newest first. */
export function inboxPage(letters: readonly ReceivedLetter[]): string {
  const { title, none, to } = texts.mail;
  return renderPage({
    title,
    children:
      letters.length === 0 ? (
        <p>{none}</p>
      ) : (
        letters.toReversed().map((letter) => (
          <article>
            <h2>{letter.subject}</h2>
            <p class="hint">
              {to}: {letter.to}
            </p>
            {letter.text.split('\n\n').map((paragraph) => (
              <p>{paragraph.split('\n').map((line) => [withLink(line), <br />])}</p>
            ))}
          </article>
        ))
      ),
  });
}

function withLink(line: string) {
  return line.split(link).map((part) => (link.test(part) ? <a href={part}>{part}</a> : part));
}
