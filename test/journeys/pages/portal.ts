import { at, faulty, follow, missing, type PageState } from './state.ts';

const unprocessable = 422;

/** The portal, as somebody sees it who has not signed in. */
export const portalPages: readonly PageState[] = [
  at('portal', '/'),
  at('search-found', '/search?q=Зразківка'),
  at('search-nothing', '/search?q=ґґґґ'),
  at('search-empty', '/search?q='),
  at('territories', '/territories'),
  at('territories-found', '/territories?q=Зразківка'),
  at('territories-nothing', '/territories?q=ґґґґ'),
  follow('territory', '/territories?q=Зразківка', '[href^="/territories/"]'),
  follow('territory-region', '/', '[href^="/territories/"]'),
  missing('territory-unknown', '/territories/UA00000000000000000'),
  at('providers', '/providers'),
  at('providers-nothing', '/providers?q=ґґґґ'),
  at('providers-rights', '/providers?service=heat'),
  faulty('providers-fault', '/providers?on=not-a-day'),
  follow('provider', '/providers', '[href^="/providers/"]'),
  missing('provider-unknown', '/providers/999999999'),
  at('tariffs', '/tariffs'),
  at('tariffs-by-price', '/tariffs?service=cold-water&sort=price&direction=down'),
  at('tariffs-nothing', '/tariffs?service=hot-water'),
  follow('tariff', '/tariffs', '[href^="/tariffs/"]'),
  missing('tariff-unknown', '/tariffs/999999999'),
  at('debts', '/debts'),
  follow('debts-of-region', '/debts', '[href*="territory="]'),
  at('audit-heads', '/audit'),
  at('accessibility', '/accessibility'),
  at('design-system', '/design-system'),
  at('sign-in', '/sign-in'),
  at('sign-in-stale', '/sign-in/return?code=used&state=used', unprocessable),
  missing('not-found', '/nothing-here'),
];
