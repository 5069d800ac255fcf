import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { MeterPicture } from './meter-picture.tsx';

export function MeterPictureExample(): JSX.Element {
  return <MeterPicture whole="00481" decimals="372" label={sample.meter} />;
}
