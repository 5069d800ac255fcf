import type { JSX } from 'preact';
import { Signing } from './signing.tsx';

/** As it is where no script runs: the page of the design system has none. */
export function SigningExample(): JSX.Element {
  return <Signing toSign="#signing" send="#signing" withScript={false} />;
}
