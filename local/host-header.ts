/**
 * Whether a Host header names this machine. A page on the internet can make its own name resolve to 127.0.0.1 and so
 * reach a local server from the visitor's browser (DNS rebinding); but its requests carry its own name as Host.
 * HTTP/1.0 has no Host: no browser sends that.
 */
export function isLocalHost(header: string | undefined): boolean {
  if (header === undefined) return true;
  const host = header.replace(/:\d+$/, "").toLowerCase();
  return host === "localhost" || host === "127.0.0.1" || host === "[::1]" || host.endsWith(".localhost");
}
