/** Other programs verify by the time of the machine, not by a clock that stands still. */
export { systemClock } from '#platform/clock.ts';
