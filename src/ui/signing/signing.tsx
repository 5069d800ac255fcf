import type { ComponentChildren, JSX } from 'preact';
import { Button, ButtonRow, LinkButton } from '../button/button.tsx';
import { Card } from '../card/card.tsx';
import { Field } from '../field/field.tsx';
import { Form } from '../form/form.tsx';
import { CardGrid, Stack } from '../layout/regions.tsx';
import { OutsideFrame } from '../outside-frame/outside-frame.tsx';
import { texts } from './texts.uk.ts';

/** A signing front of the state, shown in a frame of its own origin. */
export interface SigningFront {
  readonly href: string;
  readonly origin: string;
}

export interface SigningProps {
  /** Where the bytes to sign are. */
  readonly toSign: string;
  /** Where the file is that those bytes speak of, when they are a manifest. */
  readonly covers?: string | undefined;
  /** Where the signature is sent, with the token of the session in the address. */
  readonly send: string;
  /** The island of the signer is on the page. */
  readonly withScript: boolean;
  readonly front?: SigningFront | undefined;
  readonly demonstrationKeys?: string | undefined;
  /** What was wrong with what was sent. */
  readonly error?: string | undefined;
}

/**
 * Ways to sign: a key file in this browser, a signing front in a frame where one is set, or any
 * program and a file of its signature.
 */
export function Signing(props: SigningProps): JSX.Element {
  const { withScript, front } = props;
  return (
    <>
      {withScript && front !== undefined ? <FrontCard {...props} front={front} /> : null}
      <CardGrid>
        {withScript ? <KeyFileCard {...props} /> : null}
        <OtherProgramCard {...props} />
      </CardGrid>
    </>
  );
}

interface SignerFormProps extends SigningProps {
  readonly label: string;
  readonly frontOrigin?: string;
  readonly children: ComponentChildren;
}

/** What the island needs to know: filled by script, hidden without it. */
function SignerForm(props: SignerFormProps): JSX.Element {
  const { toSign, covers, send, label, frontOrigin, children } = props;
  const { working, workingInFront, faults } = texts;
  return (
    <>
      <p data-no-script>{texts.noScript}</p>
      <form
        class="form"
        hidden
        data-signer
        aria-label={label}
        data-front-origin={frontOrigin}
        data-to-sign={toSign}
        data-content={covers}
        data-send={send}
        data-texts={JSON.stringify({
          working: frontOrigin === undefined ? working : workingInFront,
          faults,
        })}
        noValidate
      >
        {children}
      </form>
    </>
  );
}

function KeyFileCard(props: SigningProps): JSX.Element {
  return (
    <Card heading={texts.keyTitle} look="lift">
      <Stack>
        <SignerForm {...props} label={texts.keyTitle}>
          <Field
            name="keyFile"
            kind="file"
            label={texts.keyFile}
            hint={texts.keyFileHint}
            accept=".pem"
          />
          <Field name="password" kind="password" label={texts.password} />
          <p role="alert" hidden data-fault />
          <Button>{texts.go}</Button>
        </SignerForm>
        {props.demonstrationKeys === undefined ? null : (
          <p class="small">
            <a href={props.demonstrationKeys}>{texts.demonstrationKeys}</a>
          </p>
        )}
      </Stack>
    </Card>
  );
}

/** The key is read in the frame, on the origin of the front: this page sees the signature alone. */
function FrontCard({
  front,
  ...props
}: SigningProps & { readonly front: SigningFront }): JSX.Element {
  return (
    <Card heading={texts.frontTitle}>
      <Stack>
        <p>{texts.frontText}</p>
        <SignerForm {...props} frontOrigin={front.origin} label={texts.frontTitle}>
          <Button>{texts.frontGo}</Button>
          <p role="alert" hidden data-fault />
          <OutsideFrame href={front.href} title={texts.frontFrame} />
        </SignerForm>
      </Stack>
    </Card>
  );
}

function OtherProgramCard({ toSign, send, error }: SigningProps): JSX.Element {
  return (
    <Card heading={texts.otherTitle}>
      <Stack>
        <ol>
          {texts.otherSteps.map((step) => (
            <li>{step}</li>
          ))}
        </ol>
        <ButtonRow>
          <LinkButton href={toSign} look="quiet" icon="download" download>
            {texts.toSign}
          </LinkButton>
        </ButtonRow>
        <Form action={send} withFiles label={texts.otherTitle}>
          <Field
            name="signature"
            kind="file"
            label={texts.signature}
            hint={texts.signatureHint}
            accept=".p7s"
            error={error}
          />
          <Button look="quiet" icon="upload">
            {texts.send}
          </Button>
        </Form>
      </Stack>
    </Card>
  );
}
