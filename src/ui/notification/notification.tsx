import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';
import type { Tone } from '../tag/tag.tsx';

export interface NotificationProps {
  readonly tone: Exclude<Tone, 'neutral'>;
  readonly title: ComponentChildren;
  /** What to do, until when, who must act. */
  readonly children?: ComponentChildren;
}

const marks: Readonly<Record<NotificationProps['tone'], IconName>> = {
  act: 'about',
  good: 'good',
  warn: 'warn',
  bad: 'bad',
};

/** News for the reader of this page: an answer to the last step, a failure, planned works. */
export function Notification({ tone, title, children }: NotificationProps): JSX.Element {
  return (
    <div class={`notification notification-${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
      <Icon name={marks[tone]} />
      <div>
        <p class="notification-title">{title}</p>
        {children === undefined ? null : <div class="notification-body">{children}</div>}
      </div>
    </div>
  );
}
