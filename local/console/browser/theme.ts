export type Theme = "system" | "light" | "dark";

const KEY = "lambdock-theme";

/** What the person has chosen; `system` follows the machine. */
export function chosenTheme(): Theme {
  const stored = localStorage.getItem(KEY);
  return stored === "light" || stored === "dark" ? stored : "system";
}

export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  applyTheme();
}

export function applyTheme(): void {
  document.documentElement.dataset.theme = chosenTheme();
  document.dispatchEvent(new Event("themechange"));
}
