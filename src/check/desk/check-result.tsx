import { Card } from '#ui/card/card.tsx';
import { DescriptionList } from '#ui/description-list/description-list.tsx';
import { Stack } from '#ui/layout/regions.tsx';
import { Tag } from '#ui/tag/tag.tsx';
import { TaskList } from '#ui/task-list/task-list.tsx';
import { Findings, Verdict } from '#ui/verdict/verdict.tsx';
import type { JSX } from 'preact';
import type { CheckView, SignerView } from '../view.ts';
import { texts } from './texts.uk.ts';

/** The answer as everybody sees it: made by a server, in a browser, on a page without network. */
export function CheckResult({ view }: { readonly view: CheckView }): JSX.Element {
  const { tone, title, lede, document, signers, files, basis } = view;
  const lines = signers.map(({ tone: sure, state, summary }) => ({
    tone: sure,
    text: sure === 'good' ? summary : `${state}: ${summary}`,
  }));
  const main = [...view.findings, ...lines];
  return (
    <Stack>
      <Verdict tone={tone} title={title} lede={lede}>
        {main.length === 0 ? undefined : <Findings items={main} words={texts.words} />}
      </Verdict>
      {document === undefined ? null : (
        <Card heading={document.title} eyebrow={texts.aDocument}>
          <DescriptionList rows={rowsOf(document.facts)} />
        </Card>
      )}
      {signers.map((signer) => (
        <Signer signer={signer} />
      ))}
      {files.length === 0 ? null : (
        <Card heading={texts.files}>
          <TaskList
            tasks={files.map(({ name, note, tone: state }) => ({
              title: name,
              hint: note,
              state: { label: texts.tags[state], tone: state },
            }))}
          />
        </Card>
      )}
      {basis.length === 0 ? null : (
        <Card heading={texts.basis}>
          <Findings items={basis} words={texts.words} />
        </Card>
      )}
    </Stack>
  );
}

function Signer({ signer }: { readonly signer: SignerView }): JSX.Element {
  const { tone, state, name, facts, findings } = signer;
  return (
    <Card heading={name} eyebrow={<Tag tone={tone}>{state}</Tag>}>
      <Stack>
        {facts.length === 0 ? null : <DescriptionList rows={rowsOf(facts)} />}
        <Findings items={findings} words={texts.words} />
      </Stack>
    </Card>
  );
}

/** The shapes are the same; the list of the design system takes more than words. */
function rowsOf(facts: SignerView['facts']) {
  return facts.map(({ term, value }) => ({ term, value }));
}
