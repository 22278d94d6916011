import type { Exchange } from "../../../support/mixed-traffic.ts";

type Holds = (exchange: Exchange) => boolean;

/** What the business counts, in the words of the dashboard: which answers of which route. */
const BUSINESS: Readonly<Record<string, readonly [routeKey: string, status: number]>> = {
  "logins ok": ["POST /auth/token", 200],
  "logins failed": ["POST /auth/token", 401],
  "players created": ["POST /players", 201],
  "patients added": ["POST /patients", 201],
  "appointments scheduled": ["POST /appointments", 201],
  "items upserted": ["POST /inventory", 200],
  "downloads redirected": ["GET /file/download/{filename}", 307],
  "messages stored": ["POST /message", 200],
  "messages refused": ["POST /message", 400],
};

/** What did not happen, and so may have no data. */
const NEVER = ["throttles", "429", "5xx", "crashes", "time-outs", "ERROR lines"];

/**
 * What a line of the dashboard must add up to, by a client's own count.
 * @param section heading of the rows that the line is in: `API`, `Business`, or a service
 * @returns undefined for what a client can't count: durations, and what happens within
 */
export function clientCount(
  section: string,
  title: string,
  label: string,
  sent: readonly Exchange[],
): number | undefined {
  if (NEVER.includes(label) || title === "Tables: throttles and errors") return 0;
  const count = (holds: Holds) => sent.filter(holds).length;
  if (label === "bytes downloaded") {
    const files = sent.filter(({ routeKey, status }) => routeKey?.startsWith("GET /file") && status === 200);
    return files.reduce((sum, { bytes }) => sum + bytes, 0);
  }
  const business = BUSINESS[label];
  if (business) return count(({ routeKey, status }) => routeKey === business[0] && status === business[1]);
  const isHere: Holds = ({ service }) => section === "API" || service === section;
  if (label === "4xx") return count((one) => isHere(one) && one.status >= 400 && one.status < 500);
  if (title === "Requests by route") return count(({ routeKey }) => routeKey === label);
  if (label === "requests" || label === "invocations") return count(isHere);
  // One environment of each function serves one request after the other.
  if (label === "cold starts" || label === "executions") return 1;
  return undefined;
}
