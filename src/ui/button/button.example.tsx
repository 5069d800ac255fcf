import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Button, ButtonRow, LinkButton } from './button.tsx';

export function ButtonExample(): JSX.Element {
  return (
    <>
      <ButtonRow>
        <Button>{sample.button.main}</Button>
        <Button look="quiet">{sample.button.quiet}</Button>
        <Button look="danger">{sample.button.danger}</Button>
        <Button look="point">{sample.button.point}</Button>
      </ButtonRow>
      <ButtonRow>
        <LinkButton href="#button" look="quiet" icon="download">
          {sample.button.icon}
        </LinkButton>
        <Button id="example-final" disabledReason={sample.button.offReason}>
          {sample.button.off}
        </Button>
      </ButtonRow>
    </>
  );
}
