/** A function's first request, and what shows that it was understood. */
export interface FirstRequest {
  readonly routeKey: string;
  readonly path: string;
  readonly pathParameters?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly status: number;
  /** Whether it needs an answer of DynamoDB. */
  readonly readsTable: boolean;
}

/** By function: one route each, that asks a table once where the function has one. */
const FIRST_REQUESTS: Readonly<Record<string, FirstRequest>> = {
  data: { routeKey: "GET /data", path: "/data", status: 200, readsTable: false },
  messages: {
    routeKey: "POST /message",
    path: "/message",
    headers: { "content-type": "application/json" },
    body: {
      messageUUID: "b5a2a2c8-6a57-4d11-9d0c-3d6f5a8b8f10",
      messageText: "Measured from a cold start.",
      messageDatetime: "2025-01-31 12:00:00",
    },
    status: 200,
    readsTable: true,
  },
  // Not the log-in: hashing a password takes its time on purpose.
  idp: {
    routeKey: "GET /auth/userinfo",
    path: "/auth/userinfo",
    headers: { authorization: `Bearer ${"x".repeat(43)}` },
    status: 401,
    readsTable: true,
  },
  players: readOf("GET /players/{player_id}", "player_id", "/players/", "plr_0000000000000000"),
  patients: readOf("GET /patients/{id}", "id", "/patients/", "0"),
  appointments: readOf("GET /appointments/{id}", "id", "/appointments/", "0"),
  inventory: readOf("GET /inventory/{sku}", "sku", "/inventory/", "none"),
};

/** @throws Error for a function that has none. */
export function firstRequest(functionName: string): FirstRequest {
  const found = FIRST_REQUESTS[functionName];
  if (found !== undefined) return found;
  throw new Error(`Function "${functionName}" has no first request: add one to ${import.meta.filename}.`);
}

/** Asks for an item that is not there. */
function readOf(routeKey: string, parameter: string, prefix: string, id: string): FirstRequest {
  return {
    routeKey,
    path: prefix + id,
    pathParameters: { [parameter]: id },
    status: 404,
    readsTable: true,
  };
}
