import type { JSX } from 'preact';
import { Stack } from '../layout/regions.tsx';
import { sample } from '../sample/texts.uk.ts';
import { Notification } from './notification.tsx';

export function NotificationExample(): JSX.Element {
  const { notification } = sample;
  return (
    <Stack>
      <Notification tone="act" title={notification.act}>
        <p>{notification.actText}</p>
      </Notification>
      <Notification tone="good" title={notification.good} />
      <Notification tone="warn" title={notification.warn}>
        <p>{notification.warnText}</p>
      </Notification>
      <Notification tone="bad" title={notification.bad}>
        <p>{notification.badText}</p>
      </Notification>
    </Stack>
  );
}
