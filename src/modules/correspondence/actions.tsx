import type { JSX } from 'preact';
import { Button, ButtonRow, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Form } from '#ui/form/form.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { Notification } from '#ui/notification/notification.tsx';
import type { DocumentPageProps } from './document-page.tsx';
import { isKind } from './letter.ts';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

/** What the reader can do now, the main thing first, and what came of the last step. */
export function Actions(props: DocumentPageProps): JSX.Element {
  return (
    <>
      <Refused {...props} />
      <Waiting {...props} />
      <NextStep {...props} />
    </>
  );
}

/** Why a signature is not taken, in sentences, each once. */
function reasonTexts(codes: readonly string[]): readonly string[] {
  return Array.from(
    new Set(
      codes.map((code) => texts.reasons[code] ?? texts.refusals[code] ?? texts.otherReason(code)),
    ),
  );
}

function Refused({ refused }: DocumentPageProps): JSX.Element | null {
  if (refused.length === 0) return null;
  return (
    <Notification tone="bad" title={texts.page.refusedTitle}>
      {reasonTexts(refused).map((text) => (
        <p>{text}</p>
      ))}
    </Notification>
  );
}

function Waiting({ history }: DocumentPageProps): JSX.Element | null {
  const { document, signatures } = history;
  const waits = signatures.some(
    ({ state, version }) => state === 'pending' && version === document.version,
  );
  if (!waits) return null;
  return (
    <Notification tone="warn" title={texts.page.pendingTitle}>
      <p>{texts.page.pendingText}</p>
    </Notification>
  );
}

function NextStep({ history, toSign, csrfToken }: DocumentPageProps): JSX.Element | null {
  const { document, parties, holder, signatures } = history;
  const path = `${documentsPath}/${document.documentId}`;
  const isDraft = document.state === 'draft' && document.sender === holder;
  const needsNone = parties.every(({ act }) => act === 'send' || act === 'receive');
  const confirms =
    document.state === 'registered' &&
    parties.some(
      ({ act, holder: whose, slot }) =>
        act === 'confirm' &&
        whose === holder &&
        !signatures.some((one) => one.slot === slot && one.state !== 'refused'),
    );
  const hidden = { version: String(document.version) };
  if (!isDraft && !toSign && !confirms) return null;
  return (
    <ButtonRow>
      {toSign ? (
        <LinkButton href={`${path}/sign`} icon="edit">
          {texts.page.sign}
        </LinkButton>
      ) : null}
      {isDraft && needsNone ? (
        <Form
          action={`${path}/submit`}
          csrfToken={csrfToken}
          hidden={hidden}
          label={texts.page.send}
        >
          <Button>{texts.page.send}</Button>
        </Form>
      ) : null}
      {confirms ? (
        <Form
          action={`${path}/confirm`}
          csrfToken={csrfToken}
          hidden={hidden}
          label={texts.page.confirm}
        >
          <Button>{texts.page.confirm}</Button>
        </Form>
      ) : null}
      {isDraft && isKind(document.kind) ? (
        <LinkButton href={`${path}/edit`} look="quiet">
          {texts.page.edit}
        </LinkButton>
      ) : null}
      {isDraft ? (
        <Form action={`${path}/withdraw`} csrfToken={csrfToken} label={texts.page.withdraw}>
          <Button look="danger">{texts.page.withdraw}</Button>
        </Form>
      ) : null}
    </ButtonRow>
  );
}

/** Files to take away. */
export function Carry({ history }: DocumentPageProps): JSX.Element {
  const path = `${documentsPath}/${history.document.documentId}`;
  return (
    <Card heading={texts.page.carry}>
      <Stack>
        <ButtonRow>
          <LinkButton href={`${path}/document.pdf`} look="quiet" icon="print" download>
            {texts.page.pdf}
          </LinkButton>
          <LinkButton href={`${path}/document.html`} look="quiet" icon="download" download>
            {texts.page.html}
          </LinkButton>
          {history.document.state === 'registered' ? (
            <LinkButton href={`${path}/document.asice`} look="quiet" icon="lock" download>
              {texts.page.asic}
            </LinkButton>
          ) : null}
          {history.document.state === 'registered' ? (
            <LinkButton href={`${path}/envelope`} look="quiet" icon="lock">
              {texts.page.enveloped}
            </LinkButton>
          ) : null}
        </ButtonRow>
        <p class="small soft">
          {texts.page.carryHint} <a href="/check">{texts.page.check}</a>
        </p>
      </Stack>
    </Card>
  );
}
