import type { MandateAct } from '#kernel/command.ts';
import type { ClauseId } from '#kernel/law.ts';
import type { Role } from '#kernel/role.ts';
import type { Clock } from '../clock.ts';
import type { Operations } from '../operations.ts';
import type { FieldCipher } from '../secrets/field-cipher.ts';
import type { Principal } from '../principal.ts';

/**
 * What every page carries around its own content. Pages spread it into the design system's Page;
 * technique only knows its shape.
 */
export interface PageFrame {
  readonly stylesheetHref: string;
  readonly iconHref: string;
  readonly homeHref: string;
  readonly navigation: readonly {
    readonly href: string;
    readonly label: string;
    readonly current: boolean;
  }[];
  readonly session?:
    | {
        readonly personName: string;
        readonly onBehalfOf?: string | undefined;
        readonly switchHref?: string | undefined;
        readonly profileHref: string;
        readonly signOutAction: string;
        /** When the session ends by itself, and the island that asks before it does. */
        readonly endsAt?: Temporal.Instant | undefined;
        readonly stayHref?: string | undefined;
        readonly csrfToken: string;
      }
    | undefined;
  readonly signInHref?: string | undefined;
  readonly footerLinks: readonly { readonly href: string; readonly label: string }[];
}

export interface FrameFacts {
  readonly principal: Principal;
  readonly csrfToken: string;
  /** When the session ends if nothing more is asked for. */
  readonly endsAt: Temporal.Instant | undefined;
  readonly path: string;
}

/** A service of a cabinet: what it is called, where it is, who has it (1039:25). */
export interface ServiceEntry {
  readonly id: string;
  readonly law: readonly ClauseId[];
  readonly audience: readonly Role[];
  readonly path: string;
  readonly title: string;
  /** What a trusted consumer's mandate must name for the service to be theirs (1039:20.11). */
  readonly act?: MandateAct;
}

/** What every module's routes are given. */
export interface ModuleParts {
  readonly operations: Operations;
  readonly clock: Clock;
  /** Opens and seals personal fields. */
  readonly secrets: FieldCipher;
  readonly publicUrl: string;
}
