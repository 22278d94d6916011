import * as pulumi from "@pulumi/pulumi";

interface Registration {
  getObject(): { toJavaScript(): Record<string, unknown> } | undefined;
}

interface Monitor {
  registerResource(request: Registration, callback: unknown): unknown;
}

/** Pulumi's mark of a wrapped value, and the kind of wrapped value that is a secret. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** Watches the mock monitor and notes every text that crosses it outside a secret. */
export function recordPlainTexts(texts: Set<string>): void {
  const monitor = pulumi.runtime.getMonitor() as unknown as Monitor;
  const register = monitor.registerResource.bind(monitor);
  monitor.registerResource = (request, callback) => {
    collect(request.getObject()?.toJavaScript(), texts);
    return register(request, callback);
  };
}

function collect(value: unknown, texts: Set<string>): void {
  if (typeof value === "string") texts.add(value);
  if (typeof value !== "object" || value === null) return;
  if ((value as Record<string, unknown>)[SIGNATURE] === SECRET) return;
  for (const item of Object.values(value)) collect(item, texts);
}
