import { useEffect, useState } from "preact/hooks";

/** Where the page is. */
export interface Place {
  /** The path's parts, decoded: `["traces", "1-…"]`. */
  readonly parts: readonly string[];
  readonly query: URLSearchParams;
}

const CHANGED = "placechange";

function here(): Place {
  const parts = location.pathname.split("/").filter(Boolean).map(decodeURIComponent);
  return { parts, query: new URLSearchParams(location.search) };
}

/** Goes to another view of the console. */
export function go(href: string): void {
  history.pushState(null, "", href);
  window.scrollTo(0, 0);
  dispatchEvent(new Event(CHANGED));
}

/** Keeps a view's filters in the address, so that it can be reloaded and shared; empty ones are left out. */
export function keepInAddress(filters: Readonly<Record<string, string>>): void {
  const query = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ""));
  const text = query.toString();
  history.replaceState(null, "", text === "" ? location.pathname : `${location.pathname}?${text}`);
}

/** The place, again whenever it changes. Links to the console's own views don't load the page anew. */
export function usePlace(): Place {
  const [place, setPlace] = useState(here);
  useEffect(() => {
    const update = () => setPlace(here());
    addEventListener("popstate", update);
    addEventListener(CHANGED, update);
    document.addEventListener("click", followLink);
    return () => {
      removeEventListener("popstate", update);
      removeEventListener(CHANGED, update);
      document.removeEventListener("click", followLink);
    };
  }, []);
  return place;
}

function followLink(event: MouseEvent): void {
  const link = event.target instanceof Element ? event.target.closest("a") : null;
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  if (link.origin !== location.origin || link.target !== "" || link.hash !== "") return;
  event.preventDefault();
  go(link.pathname + link.search);
}
