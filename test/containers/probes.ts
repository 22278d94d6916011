/** A request whose answer needs no table and no bucket, so that an image alone can give it. */
export interface Probe {
  readonly method: string;
  readonly path: string;
  readonly body?: string;
  readonly status: number;
  /** What the answer's JSON has, among other things. */
  readonly has: Readonly<Record<string, unknown>>;
}

/** An answer of each service in its own words, by the function's name. */
const PROBES: Readonly<Record<string, readonly Probe[]>> = {
  messages: [
    {
      method: "POST",
      path: "/message",
      body: "{",
      status: 400,
      has: { message: "Invalid input: Missing or invalid JSON body." },
    },
    {
      method: "POST",
      path: "/message",
      body: '{"messageUUID":"f1e2d3c4-0000-4000-8000-000000000000"}',
      status: 400,
      has: { message: "Invalid input: Missing 'messageText'." },
    },
  ],
  data: [{ method: "GET", path: "/healthz", status: 200, has: { status: "ok" } }],
  idp: [
    { method: "POST", path: "/auth/token", body: "{", status: 400, has: { error: "VALIDATION_ERROR" } },
    { method: "GET", path: "/auth/nowhere", status: 404, has: { error: "NOT_FOUND" } },
  ],
  players: [{ method: "POST", path: "/players", body: "{", status: 400, has: { error: "VALIDATION_ERROR" } }],
  patients: [
    { method: "GET", path: "/patients/health", status: 200, has: { service: "Patient Service" } },
    { method: "POST", path: "/patients", body: "{", status: 400, has: { error: "Invalid JSON body" } },
  ],
  appointments: [
    { method: "GET", path: "/appointments/health", status: 200, has: { service: "Appointment Service" } },
  ],
  inventory: [
    { method: "GET", path: "/", status: 200, has: { message: "Inventory Service running on Lambda" } },
    { method: "GET", path: "/nowhere", status: 404, has: { detail: "Not Found" } },
  ],
};

/** Those of a service, or for one that has none here, a path that no service knows. */
export function probesOf(name: string): readonly Probe[] {
  return PROBES[name] ?? [{ method: "GET", path: "/no/such/path", status: 404, has: {} }];
}

/** The event that an HTTP API makes of a probe, as far as handlers read it. */
export function eventOf({
  method,
  path,
  body,
}: Pick<Probe, "method" | "path" | "body">): Readonly<Record<string, unknown>> {
  return {
    version: "2.0",
    routeKey: `${method} ${path}`,
    rawPath: path,
    headers: { "content-type": "application/json" },
    requestContext: { stage: "$default", http: { method, path } },
    ...(body !== undefined && { body }),
    isBase64Encoded: false,
  };
}

/** The event of a direct invocation that carries a body and nothing else, as for `curl -d`. */
export const DIRECT_INVOCATION = { body: '{"username":"testuser","password":"password123"}' };

/** What a service answers to it, where it has a route for direct invocations; its table can't be reached. */
export const DIRECT_ANSWERS: Readonly<Record<string, Pick<Probe, "status" | "has">>> = {
  idp: { status: 500, has: { error: "INTERNAL_ERROR", message: "An unexpected error occurred" } },
  messages: { status: 400, has: { message: "Invalid input: Missing 'messageUUID'." } },
};

/** A probe's name in a test's title. */
export function titleOf({ method, path, body, status }: Probe): string {
  return `answers ${method} ${path}${body === undefined ? "" : ` ${body}`} with ${status}`;
}
