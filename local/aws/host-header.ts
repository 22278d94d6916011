const local = /^(?:localhost|127\.0\.0\.1|\[::1\]|(?:[a-z0-9_-]+\.)+localhost)(?::\d{1,5})?$/i;

/**
 * Whether a Host header names this machine. A page of another site that has its own name resolve to 127.0.0.1 (DNS
 * rebinding) still sends that name. Bucket names are labels before `.localhost`.
 */
export function isLocalHost(host: string | undefined): boolean {
  return host !== undefined && local.test(host);
}
