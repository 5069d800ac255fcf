import type { JSX } from 'preact';
import { Stack } from '../layout/regions.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Findings, Verdict } from './verdict.tsx';

const tones = ['good', 'warn', 'bad'] as const;

export function VerdictExample(): JSX.Element {
  const { verdict } = sample;
  return (
    <Stack>
      {tones.map((tone) => (
        <Verdict level={3} tone={tone} title={verdict.titles[tone]} lede={verdict.lede}>
          <Findings
            words={verdict.words}
            items={[...tones, 'note' as const].map((each) => ({
              tone: each,
              text: verdict.findings[each],
            }))}
          />
        </Verdict>
      ))}
    </Stack>
  );
}
