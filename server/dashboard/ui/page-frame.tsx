import type { ComponentChildren } from "preact";

const isSites = (path: string) => path.startsWith("/events/sites");
const VIEWS: [path: string, word: string, isHere: (path: string) => boolean][] = [
  ["/events", "Events", (path) => !isSites(path)],
  ["/events/sites", "Sites", isSites],
];

/**
 * What every view of the dashboard stands in: the bar with the brand and the scheme switch, and once signed in
 * (`onSignOut` is given) the other views and the way out.
 */
export function PageFrame({ children, onSignOut }: { children: ComponentChildren; onSignOut?: () => void }) {
  return (
    <>
      <a class="skip" href="#main">
        Skip to the content
      </a>
      <header class="bar">
        <div class="frame">
          <a class="brand" href="/events">
            <svg viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
              <rect x="1" y="10" width="4" height="4" opacity=".4" />
              <rect x="7" y="9" width="6" height="6" opacity=".7" />
              <rect x="15" y="8" width="8" height="8" />
            </svg>
            PixelFlow
          </a>
          {onSignOut && (
            <nav aria-label="Dashboard">
              {VIEWS.map(([path, word, isHere]) => (
                <a key={path} href={path} aria-current={isHere(location.pathname) ? "page" : undefined}>
                  {word}
                </a>
              ))}
            </nav>
          )}
          <button
            type="button"
            class="plain-button theme-switch"
            aria-label="Switch between light and dark"
            title="Switch between light and dark"
          >
            <svg class="icon solid" viewBox="0 0 16 16" aria-hidden="true">
              <path d="M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5zM8 3.25a4.75 4.75 0 0 1 0 9.5z" />
            </svg>
          </button>
          {onSignOut && (
            <button type="button" class="plain-button" onClick={onSignOut}>
              Sign out
            </button>
          )}
        </div>
      </header>
      <main id="main" class="frame">
        {children}
      </main>
    </>
  );
}
