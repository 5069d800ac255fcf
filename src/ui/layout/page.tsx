import type { ComponentChildren, JSX } from 'preact';
import { BrandMark, Icon } from '../icons/icon.tsx';
import { Breadcrumbs, type Crumb } from '../breadcrumbs/breadcrumbs.tsx';
import { CsrfField } from '../form/form.tsx';
import { StayDialog } from './stay-dialog.tsx';
import { texts } from './texts.uk.ts';

export interface NavigationItem {
  readonly href: string;
  readonly label: string;
  readonly current?: boolean | undefined;
  /** How many new things wait there; 0 is not shown. */
  readonly count?: number | undefined;
}

/** Who is signed in and whose affairs he or she sees to. */
export interface SessionBox {
  readonly personName: string;
  readonly onBehalfOf?: string | undefined;
  /** Where another mandate can be chosen. */
  readonly switchHref?: string | undefined;
  readonly profileHref?: string | undefined;
  /** When the session ends by itself, and the island that asks two minutes before. */
  readonly endsAt?: Temporal.Instant | undefined;
  readonly stayHref?: string | undefined;
  readonly signOutAction: string;
  readonly csrfToken: string;
}

export interface FooterLink {
  readonly href: string;
  readonly label: string;
}

export interface PageProps {
  readonly title: string;
  readonly stylesheetHref: string;
  readonly lang?: 'uk';
  /** `office` is the dense face for those who work here all day. */
  readonly density?: 'consumer' | 'office' | undefined;
  readonly description?: string | undefined;
  readonly navigation?: readonly NavigationItem[] | undefined;
  readonly session?: SessionBox | undefined;
  /** Shown instead of the session when nobody is signed in. */
  readonly signInHref?: string | undefined;
  readonly breadcrumbs?: readonly Crumb[] | undefined;
  /** A `Notification` above everything: a failure, planned works, an answer to the last step. */
  readonly banner?: ComponentChildren;
  /** A band over the full width before the rest of the main content: the portal's opening. */
  readonly hero?: ComponentChildren;
  readonly footerLinks?: readonly FooterLink[] | undefined;
  /** The form came back with errors: the title of the window says so first. */
  readonly hasErrors?: boolean | undefined;
  /** Islands, each an ES module of our own. */
  readonly scriptHrefs?: readonly string[] | undefined;
  readonly homeHref?: string | undefined;
  readonly iconHref?: string | undefined;
  readonly fontHrefs?: readonly string[] | undefined;
  readonly children?: ComponentChildren;
}

const defaultFontHrefs = [
  '/assets/fonts/inter-cyrillic-wght-normal.woff2',
  '/assets/fonts/inter-latin-wght-normal.woff2',
];

/**
 * The whole HTML document of every page. Works without script.
 * @law 1039:10.21
 */
export function Page(props: PageProps): JSX.Element {
  return (
    <html lang={props.lang ?? 'uk'} class={props.density === 'office' ? 'office' : undefined}>
      <Head {...props} />
      <body>
        <Masthead {...props} />
        {props.breadcrumbs === undefined ? null : (
          <div class="wrap">
            <Breadcrumbs items={props.breadcrumbs} label={texts.breadcrumbs} />
          </div>
        )}
        <main id="main" tabIndex={-1}>
          {props.banner === undefined ? null : <div class="wrap banner">{props.banner}</div>}
          {props.hero === undefined ? null : <div class="hero">{props.hero}</div>}
          <div class="wrap stack main-body">{props.children}</div>
        </main>
        <Footer links={props.footerLinks ?? []} />
        {props.session === undefined ? null : <StayDialog session={props.session} />}
      </body>
    </html>
  );
}

function Head(props: PageProps): JSX.Element {
  const title = props.hasErrors === true ? `${texts.errorPrefix}: ${props.title}` : props.title;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{`${title} — ${texts.platformName}`}</title>
      {props.description === undefined ? null : (
        <meta name="description" content={props.description} />
      )}
      <meta name="color-scheme" content="light dark" />
      <meta name="format-detection" content="telephone=no" />
      <link rel="stylesheet" href={props.stylesheetHref} />
      {(props.fontHrefs ?? defaultFontHrefs).map((href) => (
        <link rel="preload" as="font" type="font/woff2" href={href} crossOrigin="anonymous" />
      ))}
      {props.iconHref === undefined ? null : (
        <link rel="icon" type="image/svg+xml" href={props.iconHref} />
      )}
      {[...(props.scriptHrefs ?? []), ...stayScript(props)].map((src) => (
        <script type="module" src={src} />
      ))}
    </head>
  );
}

function stayScript({ session }: PageProps): readonly string[] {
  return session?.endsAt === undefined || session.stayHref === undefined ? [] : [session.stayHref];
}

function Masthead(props: PageProps): JSX.Element {
  const items = props.navigation ?? [];
  const showsSignIn = props.session === undefined && props.signInHref !== undefined;
  return (
    <header class="masthead">
      <a class="skip-link" href="#main">
        {texts.skipToMain}
      </a>
      <div class="wrap masthead-row">
        <a class="brand" href={props.homeHref ?? '/'}>
          <BrandMark />
          <span>{texts.platformName}</span>
        </a>
        {items.length === 0 ? null : <Menu items={items} />}
        {showsSignIn ? (
          <a class="button button-quiet sign-in" href={props.signInHref}>
            {texts.signIn}
          </a>
        ) : null}
      </div>
      {props.session === undefined ? null : <Session session={props.session} />}
    </header>
  );
}

/** Closed by default on a phone; on a wide screen the style sheet lays the list open in a row. */
function Menu({ items }: { readonly items: readonly NavigationItem[] }): JSX.Element {
  return (
    <details class="menu">
      <summary>
        <Icon name="menu" />
        {texts.menu}
      </summary>
      <nav aria-label={texts.mainNavigation}>
        <ul>
          {items.map((item) => (
            <li>
              <a href={item.href} aria-current={item.current === true ? 'page' : undefined}>
                {item.label}
                {item.count === undefined || item.count === 0 ? null : (
                  <span class="count">
                    {item.count}
                    <span class="visually-hidden"> {texts.newOnes}</span>
                  </span>
                )}
              </a>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  );
}

function Session({ session }: { readonly session: SessionBox }): JSX.Element {
  return (
    <div class="session">
      <div class="wrap session-row">
        <Icon name="person" />
        <p>
          {session.personName}
          {session.onBehalfOf === undefined ? null : (
            <>
              {` ${texts.actsOnBehalf} `}
              <b>{session.onBehalfOf}</b>
            </>
          )}
        </p>
        {session.switchHref === undefined ? null : (
          <a href={session.switchHref}>{texts.switchRole}</a>
        )}
        {session.profileHref === undefined ? null : (
          <a href={session.profileHref}>{texts.profile}</a>
        )}
        <form method="post" action={session.signOutAction} aria-label={texts.session}>
          <CsrfField token={session.csrfToken} />
          <button type="submit" class="text-button">
            {texts.signOut}
          </button>
        </form>
      </div>
    </div>
  );
}

function Footer({ links }: { readonly links: readonly FooterLink[] }): JSX.Element {
  return (
    <footer class="site-footer">
      <div class="wrap">
        <p>{texts.platformFullName}</p>
        <ul aria-label={texts.footer}>
          {links.map((link) => (
            <li>
              <a href={link.href}>{link.label}</a>
            </li>
          ))}
        </ul>
      </div>
    </footer>
  );
}
