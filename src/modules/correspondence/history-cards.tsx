import type { JSX } from 'preact';
import type { Party } from '#engine/documents/kind.ts';
import type { NamedSignature } from '#engine/documents/signer-names.ts';
import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { formatInstant } from '#ui/format/time.ts';
import { Steps, type Step } from '#ui/steps/steps.tsx';
import type { DocumentPageProps } from './document-page.tsx';
import { documentsPath } from './parts.ts';
import { texts } from './texts.uk.ts';

/** Each side with its signature, or with what is still asked of it. */
export function PartiesCard({ history, names }: DocumentPageProps): JSX.Element {
  const { document, parties, signatures } = history;
  const steps = parties.map((party): Step => {
    const signature = signatures.findLast(
      (one) => one.slot === party.slot && one.version === document.version,
    );
    return {
      title: `${names.get(party.holder) ?? ''}: ${texts.acts[party.act]}`,
      ...signedStep(party, signature, document.state === 'registered'),
    };
  });
  return (
    <Card heading={texts.page.parties}>
      <Steps steps={steps} />
    </Card>
  );
}

function signedStep(
  { act }: Party,
  signature: NamedSignature | undefined,
  isRegistered: boolean,
): Pick<Step, 'state' | 'note'> {
  if (act === 'send' || act === 'receive') {
    const note = act === 'send' ? texts.signed.sends : texts.signed.receives;
    return { state: isRegistered ? 'done' : 'waiting', note };
  }
  if (signature === undefined) return { state: 'waiting', note: texts.signed.not };
  if (signature.state === 'pending') return { state: 'current', note: texts.signed.pending };
  if (signature.state === 'refused') return { state: 'failed', note: texts.page.refusedTitle };
  return { state: 'done', note: <Signer signature={signature} /> };
}

function Signer({ signature }: { readonly signature: NamedSignature }): JSX.Element {
  const { signerName, signerTitle, signerKind, qualification, signedAt, timeSource } = signature;
  const what = signerKind === 'seal' ? texts.signed.seal : (signerTitle ?? '');
  return (
    <>
      {[signerName ?? '', what].filter((part) => part !== '').join(', ')}
      <br />
      {qualification === null ? null : texts.signed.kinds[qualification]}
      <br />
      {signedAt === null
        ? null
        : texts.signed.at(formatInstant(signedAt), texts.signed[timeSource ?? 'receipt'])}
    </>
  );
}

/** When the document reached each addressee, by which rule (1039:86). */
export function DeliveryCard({ history, names }: DocumentPageProps): JSX.Element | null {
  const { deliveries, document } = history;
  if (deliveries.length === 0) return null;
  const facts = texts.deliveryFacts;
  return (
    <Card heading={texts.page.delivery}>
      {deliveries.map((delivery) => (
        <>
          <h3>{names.get(delivery.holder)}</h3>
          <DescriptionList
            rows={[
              { term: facts.deliveredAt, value: formatInstant(delivery.deliveredAt) },
              { term: facts.servedAt, value: formatInstant(delivery.servedAt) },
              {
                term: facts.openedAt,
                value:
                  delivery.openedAt === null ? facts.notOpened : formatInstant(delivery.openedAt),
              },
            ]}
          />
          <p class="small soft">{facts.rules[delivery.rule]}</p>
        </>
      ))}
      <p>
        <a href={`${documentsPath}/${document.documentId}/delivery.txt`} download>
          {facts.message}
        </a>
      </p>
    </Card>
  );
}
