import type { Refusal } from '#kernel/result.ts';
import { Button, LinkButton } from '#ui/button/button.tsx';
import { Card } from '#ui/card/card.tsx';
import { Consent } from '#ui/choices/choices.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { formatDate } from '#ui/format/time.ts';
import type { JSX } from 'preact';
import { accountForms } from '../texts.uk.ts';
import type { Obstacle, PlaceReadiness } from './readiness.ts';
import { meterForms, texts } from './texts.uk.ts';

/** Of the form and of the command alike. */
export const lateReadingsField = 'withoutLateReadings';

export interface StartCardProps {
  readonly chosen: PlaceReadiness;
  readonly csrfToken: string;
  readonly idempotencyKey: string;
  /** Why the start just tried was refused. */
  readonly refusal?: Refusal | undefined;
}

/** The button that starts the run; switched off it says why. */
export function StartCard(props: StartCardProps): JSX.Element {
  const { chosen, csrfToken, idempotencyKey } = props;
  const { place, obstacles } = chosen;
  const [obstacle] = obstacles;
  const run = openRun(obstacles);
  return (
    <Card heading={texts.startTitle} look="lift">
      <p>{texts.startText(countOf(place.accounts, accountForms))}</p>
      <p class="soft">{texts.startOnce}</p>
      <Form
        action="/cabinet/billing"
        csrfToken={csrfToken}
        hidden={{ place: place.key, period: place.openPeriod, key: idempotencyKey }}
      >
        {obstacle === undefined ? <LateReadings {...props} /> : null}
        <Button id="start" disabledReason={obstacle === undefined ? undefined : reason(obstacle)}>
          {texts.start(place.openPeriod)}
        </Button>
      </Form>
      {run === undefined ? null : (
        <div class="button-row">
          <LinkButton href={`/cabinet/billing/${run.runId}`} look="quiet">
            {texts.openRun}
          </LinkButton>
        </div>
      )}
    </Card>
  );
}

/** Readings of the month are still taken: who does not wait for them says so. */
function LateReadings({ chosen, refusal }: StartCardProps): JSX.Element | null {
  const { readingsUntil, readings } = chosen;
  if (readingsUntil === null) return null;
  const missing = readings.awaited - readings.received;
  const isRefused = refusal?.refusal === 'readings-still-taken';
  return (
    <Consent
      name={lateReadingsField}
      label={texts.withoutLateReadings(formatDate(readingsUntil))}
      hint={texts.lateReadingsLost(missing === 0 ? undefined : countOf(missing, meterForms))}
      error={isRefused ? texts.lateReadingsUnsaid : undefined}
    />
  );
}

function openRun(obstacles: readonly Obstacle[]) {
  for (const obstacle of obstacles) if ('run' in obstacle) return obstacle.run;
  return undefined;
}

function reason({ kind }: Obstacle): string {
  if (kind === 'running') return texts.disabledRunning;
  return kind === 'blocked' ? texts.disabledBlocked : texts.disabled;
}
