import { fileURLToPath } from "node:url";

/** A file of the console's page. */
export interface PageFile {
  readonly contentType: string;
  readonly body: Uint8Array | string;
}

const browserFile = (path: string) => fileURLToPath(new URL(`../browser/${path}`, import.meta.url));
const TYPES: Readonly<Record<string, string>> = {
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

const HTML = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>lambdock</title>
<link rel="icon" href="/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/console.css">
<script type="module" src="/console.js"></script>
</head>
<body>
<div id="console"><noscript>The console needs JavaScript.</noscript></div>
</body>
</html>
`;

const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#4f46e5"/><path d="M8 7h5l11 18h-5l-4-7-4 7H6l6.600-11L11 11H8z" fill="#fff"/></svg>`;

/**
 * The page's files by path. Scripts and styles are bundled when a page first asks, not when the local cloud starts, and
 * from what npm has installed: nothing is loaded from elsewhere.
 */
export class PageFiles {
  #bundle: ReturnType<typeof bundled> | undefined;
  readonly #make: typeof bundled;

  readonly page: PageFile = { contentType: "text/html; charset=utf-8", body: HTML };

  constructor(make = bundled) {
    this.#make = make;
  }

  /** @returns undefined where there is no such file */
  async file(path: string): Promise<PageFile | undefined> {
    if (path === "/icon.svg") return { contentType: "image/svg+xml", body: ICON };
    if (path !== "/console.js" && path !== "/console.css") return undefined;
    this.#bundle ??= this.#make().catch((error: unknown) => {
      // The next request tries again: what was wrong may have been mended.
      this.#bundle = undefined;
      throw error;
    });
    return (await this.#bundle).get(path);
  }
}

async function bundled(): Promise<ReadonlyMap<string, PageFile>> {
  const { build } = await import("esbuild");
  const { outputFiles } = await build({
    entryPoints: [
      { in: browserFile("main.tsx"), out: "console" },
      { in: browserFile("styles/console.css"), out: "console" },
    ],
    outdir: "/",
    bundle: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    minify: true,
    legalComments: "none",
    logLevel: "silent",
    write: false,
  });
  return new Map(
    outputFiles.map(({ path, contents }) => {
      const name = path.slice(path.lastIndexOf("/"));
      const contentType = TYPES[name.slice(name.lastIndexOf("."))] ?? "application/octet-stream";
      return [name, { contentType, body: contents }];
    }),
  );
}
