import type { JSX } from 'preact';
import { sample } from '../sample/texts.uk.ts';
import { TaskList } from './task-list.tsx';

export function TaskListExample(): JSX.Element {
  return (
    <TaskList
      tasks={sample.tasks.map(({ title, state, tone, hint, open }) => ({
        title,
        hint,
        state: { label: state, tone },
        href: open ? '#task-list' : undefined,
      }))}
    />
  );
}
