import type { ServiceSets } from '#modules/access/index.ts';
import { newErrorPath } from '#modules/support/index.ts';
import type { FrameFacts, PageFrame } from '#platform/http/frame.ts';
import { isOffered } from '#platform/principal.ts';
import { texts } from './texts.uk.ts';

const portalLinks = [
  { href: '/territories', label: texts.territories },
  { href: '/providers', label: texts.providers },
  { href: '/tariffs', label: texts.tariffs },
  { href: '/debts', label: texts.debts },
];

const footerLinks = [
  { href: newErrorPath, label: texts.reportError },
  { href: '/accessibility', label: texts.accessibility },
  { href: '/check', label: texts.check },
  { href: '/audit', label: texts.audit },
  { href: '/design-system', label: texts.designSystem },
  { href: '/readyz', label: texts.state },
];

/**
 * Composes the frame of a page: a role's services, who is signed in, the footer.
 * @law 1039:23.1
 */
export function cabinetFrame(
  stylesheetHref: string,
  sets: ServiceSets,
  stayHref?: string,
): (facts: FrameFacts) => PageFrame {
  return ({ principal, csrfToken, endsAt, path }) => {
    const anonymous = principal.role === 'anonymous';
    const links = anonymous
      ? portalLinks
      : sets
          .servicesOf(principal.role)
          .filter(({ act = 'see' }) => isOffered(principal, act))
          .map((service) => ({ href: service.path, label: service.title }));
    return {
      stylesheetHref,
      iconHref: '/assets/favicon.svg',
      homeHref: anonymous ? '/' : '/cabinet',
      navigation: links.map((link) => ({ ...link, current: isUnder(path, link.href) })),
      footerLinks,
      signInHref: anonymous ? '/sign-in' : undefined,
      session: anonymous
        ? undefined
        : {
            personName: principal.personName,
            onBehalfOf: principal.mandate?.grantorName ?? principal.subjectName ?? undefined,
            switchHref: '/cabinet/role',
            profileHref: '/cabinet/profile',
            signOutAction: '/sign-out',
            endsAt,
            stayHref,
            csrfToken,
          },
    };
  };
}

function isUnder(path: string, href: string): boolean {
  return path === href || path.startsWith(`${href}/`);
}
