import { Tag, type Tone } from '#ui/tag/tag.tsx';
import type { JSX } from 'preact';
import { isOverdue, type Change, type ChangeState } from './change.ts';
import { texts } from './texts.uk.ts';

const tones: Readonly<Record<ChangeState, Tone>> = {
  draft: 'act',
  submitted: 'neutral',
  confirmed: 'good',
  refused: 'bad',
  obstructed: 'bad',
  withdrawn: 'neutral',
};

/** How far a change has come, and whether its answer is late. */
export function StateTag(props: {
  readonly change: Change;
  readonly now: Temporal.Instant;
}): JSX.Element {
  const { change, now } = props;
  return (
    <>
      <Tag tone={tones[change.state]}>{texts.states[change.state]}</Tag>
      {isOverdue(change, now) ? (
        <>
          {' '}
          <Tag tone="bad">{texts.own.overdue}</Tag>
        </>
      ) : null}
    </>
  );
}
