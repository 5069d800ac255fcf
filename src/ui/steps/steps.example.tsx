import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { Progress, Steps } from './steps.tsx';

export function StepsExample(): JSX.Element {
  const { steps } = sample;
  return (
    <Steps
      steps={[
        { title: steps.readings, state: 'done', note: steps.readingsNote },
        { title: steps.gaps, state: 'done', note: steps.gapsNote },
        { title: steps.bank, state: 'failed', note: steps.bankNote },
        {
          title: steps.charging,
          state: 'current',
          children: (
            <Progress
              label={steps.charging}
              done={1_904}
              total={3_026}
              unit={steps.accounts}
              errors={3}
              errorsHref="#steps"
              note={steps.left}
            />
          ),
        },
        { title: steps.bills, state: 'waiting' },
      ]}
    />
  );
}
