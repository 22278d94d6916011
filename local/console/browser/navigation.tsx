import { useEffect, useRef, useState } from "preact/hooks";
import type { Overview } from "../overview/overview.ts";
import { Icon, type IconName } from "./parts/icon.tsx";
import type { Loaded } from "./server.ts";
import { chooseTheme, chosenTheme, type Theme } from "./theme.ts";

export interface NavigationItem {
  /** The address's first part; empty for the start. */
  readonly path: string;
  readonly title: string;
  readonly icon: IconName;
}

const NEXT: Readonly<Record<Theme, Theme>> = { system: "light", light: "dark", dark: "system" };

interface Props {
  readonly items: readonly NavigationItem[];
  readonly current: string;
  readonly overview: Loaded<Overview>;
}

/** The console's views, and how many alarms are firing. */
export function Navigation({ items, current, overview: { data, error } }: Props) {
  const views = useRef<HTMLElement>(null);
  useEffect(() => {
    // On a phone the views are a line that is longer than the screen.
    const chosen = views.current?.querySelector("[aria-current=page]");
    chosen?.scrollIntoView({ inline: "center", block: "nearest" });
  }, [current]);
  const firing = data?.alarms.firing.length ?? 0;
  return (
    <header class="navigation">
      <a class="brand" href="/">
        <Icon name="brand" />
        <span>
          <strong>{data?.project ?? "lambdock"}</strong>
          <small>{data ? `${data.stack} · ${data.region}` : "local cloud"}</small>
        </span>
      </a>
      <nav aria-label="Views" ref={views}>
        {items.map(({ path, title, icon }) => (
          <a key={path} href={`/${path}`} aria-current={path === current ? "page" : undefined}>
            <Icon name={icon} />
            <span>{title}</span>
            {path === "alarms" && firing > 0 && (
              <span class="count-badge">
                {firing}
                <span class="hidden"> firing</span>
              </span>
            )}
          </a>
        ))}
      </nav>
      <div class="navigation-foot">
        <span class={`live ${error === undefined ? "" : "live-lost"}`} role="status">
          {error === undefined ? "Live" : "Not connected"}
        </span>
        <ThemeSwitch />
      </div>
    </header>
  );
}

function ThemeSwitch() {
  const [theme, setTheme] = useState(chosenTheme);
  const change = () => {
    const next = NEXT[theme];
    chooseTheme(next);
    setTheme(next);
  };
  return (
    <button type="button" class="quiet" onClick={change} aria-label={`Colours: ${theme}. Change`}>
      <Icon name={theme} />
      <span>{theme}</span>
    </button>
  );
}
