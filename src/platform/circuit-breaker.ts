import type { Clock } from '#platform/clock.ts';

/** `closed` lets calls through, `open` refuses them, `half-open` lets one through on trial. */
export type CircuitState = 'closed' | 'open' | 'half-open';

export interface CircuitLimits {
  /** Failures in a row that open the circuit. */
  readonly failuresToOpen: number;
  /** How long it stays open before one trial call. */
  readonly openForMs: number;
}

export const usualCircuitLimits: CircuitLimits = { failuresToOpen: 5, openForMs: 30_000 };

/** Leave to make one call; its outcome is reported once, later reports are ignored. */
export interface CircuitPass {
  readonly succeeded: () => void;
  readonly failed: () => void;
}

export interface CircuitBreaker {
  state(): CircuitState;
  /** Undefined when the call must not be made now. */
  enter(): CircuitPass | undefined;
}

type Position =
  | { readonly state: 'closed'; readonly failures: number }
  | { readonly state: 'open'; readonly until: Temporal.Instant }
  | { readonly state: 'half-open' };

/**
 * Stops calling a service that keeps failing, so that people are told at once instead of waiting
 * and the service can recover. An outcome counts only towards the position its call started in: a
 * slow answer from before the failure proves nothing about now.
 */
export function createCircuitBreaker(limits: CircuitLimits, clock: Clock): CircuitBreaker {
  let position: Position = { state: 'closed', failures: 0 };
  let era = 0;

  function moveTo(next: Position): void {
    if (next.state !== position.state) era += 1;
    position = next;
  }

  function mayTry(): boolean {
    return position.state === 'open' && Temporal.Instant.compare(clock.now(), position.until) >= 0;
  }

  function recordFailure(): void {
    const failures = position.state === 'closed' ? position.failures + 1 : limits.failuresToOpen;
    if (failures < limits.failuresToOpen) return moveTo({ state: 'closed', failures });
    const until = clock.now().add({ milliseconds: limits.openForMs });
    return moveTo({ state: 'open', until });
  }

  return {
    state: () => (mayTry() ? 'half-open' : position.state),
    enter() {
      if (mayTry()) moveTo({ state: 'half-open' });
      else if (position.state !== 'closed') return undefined;
      return passOf(() => era, {
        succeeded: () => moveTo({ state: 'closed', failures: 0 }),
        failed: recordFailure,
      });
    },
  };
}

function passOf(currentEra: () => number, report: CircuitPass): CircuitPass {
  const startedIn = currentEra();
  let reported = false;
  const once = (outcome: () => void) => () => {
    if (reported || currentEra() !== startedIn) return;
    reported = true;
    outcome();
  };
  return { succeeded: once(report.succeeded), failed: once(report.failed) };
}
