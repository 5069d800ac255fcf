import type { LogCheck } from '#platform/audit/log-check.ts';
import { Button } from '#ui/button/button.tsx';
import { Form } from '#ui/form/form.tsx';
import { countOf } from '#ui/format/plural.ts';
import { formatInstant } from '#ui/format/time.ts';
import { Notification } from '#ui/notification/notification.tsx';
import type { JSX } from 'preact';
import { entryForms, texts } from './texts.uk.ts';

export interface IntegrityProps {
  /** Undefined before the first check. */
  readonly check: LogCheck | undefined;
  /** A check was just asked for. */
  readonly asked: boolean;
  readonly csrfToken: string;
}

/** Whether the log holds, by its last check, and the way to check it now (1039:53.3). */
export function Integrity(props: IntegrityProps): JSX.Element {
  if (props.asked) {
    return (
      <Notification tone="act" title={texts.checkAsked}>
        {texts.checkAskedText}
      </Notification>
    );
  }
  return <Result {...props} />;
}

function Result({ check, csrfToken }: IntegrityProps): JSX.Element {
  const button = (
    <Form action="/cabinet/audit" csrfToken={csrfToken}>
      <Button look="quiet">{texts.checkNow}</Button>
    </Form>
  );
  if (check === undefined) {
    return (
      <Notification tone="warn" title={texts.neverChecked}>
        <p>{texts.neverCheckedText}</p>
        {button}
      </Notification>
    );
  }
  const at = formatInstant(check.at);
  if (check.damage !== null) {
    return (
      <Notification tone="bad" title={texts.damaged}>
        <p>{texts.damagedText(at, check.damage)}</p>
        {button}
      </Notification>
    );
  }
  return (
    <Notification tone="good" title={texts.whole(countOf(check.leavesChecked, entryForms))}>
      <p>{texts.checkedAt(at)}</p>
      {button}
    </Notification>
  );
}
