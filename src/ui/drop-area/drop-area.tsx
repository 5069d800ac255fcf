import type { ComponentChildren, JSX } from 'preact';
import { Icon, type IconName } from '../icons/icon.tsx';

export interface DropAreaProps {
  /** That files may be dropped here; said only where script makes it true. */
  readonly hint: string;
  /** The hint waits for the script that takes what is dropped. */
  readonly hintHidden?: boolean | undefined;
  readonly children: ComponentChildren;
}

/**
 * A place for files: what chooses them stands inside, and script may let them be dropped. While
 * something hangs over it, it carries `data-over`.
 */
export function DropArea({ hint, hintHidden = false, children }: DropAreaProps): JSX.Element {
  return (
    <div class="drop-area">
      <p class="drop-hint" hidden={hintHidden} data-with-script>
        <Icon name="upload" />
        {hint}
      </p>
      {children}
    </div>
  );
}

export interface DropNoteProps {
  readonly icon: IconName;
  /** Whether the note is true only with script or only without it. */
  readonly when: 'with-script' | 'without-script';
  readonly children: ComponentChildren;
}

/** What becomes of the files; the script of the page shows the note that is true. */
export function DropNote({ icon, when, children }: DropNoteProps): JSX.Element {
  const mark =
    when === 'with-script' ? { 'data-with-script': true } : { 'data-without-script': true };
  return (
    <p class="drop-note" hidden={when === 'with-script'} {...mark}>
      <Icon name={icon} />
      <span>{children}</span>
    </p>
  );
}
