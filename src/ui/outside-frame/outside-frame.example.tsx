import type { JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { sample } from '../sample/texts.uk.ts';
import { OutsideFrame } from './outside-frame.tsx';

/** Brings its page with it: no origin is named in the policy of this one. */
export function OutsideFrameExample(): JSX.Element {
  const { title, text } = sample.outsideFrame;
  const html = renderToString(
    <html lang="uk">
      <head>
        <title>{title}</title>
      </head>
      <body>
        <p>{text}</p>
      </body>
    </html>,
  );
  return <OutsideFrame html={`<!doctype html>${html}`} title={title} />;
}
