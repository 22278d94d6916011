import type { IncomingHttpHeaders } from "node:http";
import { isLocalHost } from "../../host-header.ts";

/** The header that only the console's own pages send: no other site can without asking first, and is refused then. */
export const actionHeader = "x-lambdock-console";

/** What a request says about where it comes from. */
export interface GuardedRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  /** Whether it asks for the console's page itself, which holds nothing. */
  readonly isPage: boolean;
}

/**
 * Why a request is refused: it names another host (DNS rebinding), comes from another site, or would change something
 * and can't have come from the console's own page. There are no cookies, and no answer allows another origin to read it.
 * https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
 *
 * @returns undefined when it may pass
 */
export function refusalOf({ method, headers, isPage }: GuardedRequest): string | undefined {
  if (!isLocalHost(headers.host)) return "This host is not served here: use 127.0.0.1 or localhost.";
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) {
    return `Requests from ${headers.origin} are refused.`;
  }
  const site = headers["sec-fetch-site"];
  const sameSite = site === undefined || site === "same-origin" || site === "none";
  // A link from elsewhere may open the page, and no more.
  if (!sameSite && !(isPage && headers["sec-fetch-mode"] === "navigate"))
    return "Requests from other sites are refused.";
  if (method === "GET" || method === "HEAD") return undefined;
  if (headers[actionHeader] === undefined) return `An action needs the header ${actionHeader}.`;
  return undefined;
}
