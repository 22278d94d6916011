import { randomUUID } from "node:crypto";
import { type ApiAnswer, type ApiRequest, overHttp } from "./api-case.ts";

/** One request that a client made, and what it got. */
export interface Exchange {
  /** The function that a route belongs to; undefined for a path that no route has. */
  readonly service?: string;
  readonly routeKey?: string;
  readonly status: number;
  /** Length of the answer as the API's log counts it. */
  readonly bytes: number;
  /** As the client saw it. */
  readonly milliseconds: number;
}

type Answers = readonly ApiAnswer[];

/** A request of a route, or one made of the answers to those of the same service before it. */
type Step = readonly [
  routeKey: string,
  request: Partial<ApiRequest> | ((answers: Answers) => Partial<ApiRequest>),
];

const json = (body: unknown) => ({ body, headers: { "content-type": "application/json" } });
const bodyOf = (answer: ApiAnswer | undefined) => (answer?.body ?? {}) as Readonly<Record<string, string>>;
const token = (answer: ApiAnswer | undefined) => ({ authorization: `Bearer ${bodyOf(answer).access_token}` });

const PATIENTS = [
  { name: "Ada Lovelace", age: 36, condition: "Healthy" },
  { name: "Grace Hopper", age: 85, condition: "Arthritis" },
  { name: "Alan Turing", age: 41, condition: "Hay fever" },
  { name: "Mary Seacole", age: 52, condition: "Healthy" },
  { name: "Rosalind Franklin", age: 37, condition: "Migraine" },
];
const slot = (number: number) => ({
  date: `2026-12-${String(1 + (number % 28)).padStart(2, "0")}`,
  time: `${String(8 + (number % 9)).padStart(2, "0")}:30`,
  doctor: number % 2 === 0 ? "Dr. Lee" : "Dr. Okafor",
});

/** What the users of each service do, mistakes among it. Names are new each time. @param number varies the rest */
function stepsOf(name: string, number: number): Readonly<Record<string, readonly Step[]>> {
  const player = (answers: Answers, rest = "") => ({
    path: `/players/${bodyOf(answers[0]).player_id}${rest}`,
  });
  return {
    data: [
      ["GET /data", {}],
      ["GET /data", {}],
      ["GET /readyz", {}],
    ],
    idp: [
      ["POST /auth/token", json({ username: "testuser", password: "password123" })],
      ["GET /auth/userinfo", ([login]) => ({ headers: token(login) })],
      ["POST /auth/refresh", ([login]) => json({ refresh_token: bodyOf(login).refresh_token })],
      ["POST /auth/token", json({ username: "testuser", password: "not-the-password" })],
    ],
    players: [
      ["POST /players", json({ username: name, email: `${name}@example.com`, display_name: "Ada" })],
      ["GET /players/{player_id}", (answers) => player(answers)],
      ["PUT /players/{player_id}", (answers) => ({ ...player(answers), ...json({ status: "inactive" }) })],
      ["GET /players/{player_id}/stats", (answers) => player(answers, "/stats")],
      ["POST /players", json({ username: name, email: `${name}@example.com` })],
      ["GET /players", {}],
    ],
    patients: [
      ["GET /patients/{id}", { path: "/patients/1" }],
      ["POST /patients", json(PATIENTS[number % PATIENTS.length])],
      ["GET /patients/{id}", { path: "/patients/nobody" }],
    ],
    appointments: [
      ["POST /appointments", json({ patientId: "1", ...slot(number) })],
      ["GET /appointments/patient/{patientId}", { path: "/appointments/patient/1" }],
      ["POST /appointments", json({ patientId: "1" })],
    ],
    inventory: [
      ["POST /inventory", json({ sku: name, name: "Lamp", qty: number + 1 })],
      ["GET /inventory/{sku}", { path: `/inventory/${name}` }],
      ["DELETE /inventory/{sku}", { path: `/inventory/${name}` }],
      ["GET /file/download/{filename}", { path: "/file/download/sample.txt" }],
      ["GET /file/download/{filename}", { path: "/file/download/none.txt" }],
    ],
    messages: [
      ["POST /message", json(message(randomUUID()))],
      ["POST /message", json(message("no-uuid"))],
    ],
  };
}

function message(messageUUID: string) {
  return {
    messageUUID,
    messageText: "a message of the usual length",
    messageDatetime: "2026-01-24 18:04:01",
  };
}

/** Every service used once, one request after the other, and a path that there is not. @param api its URL */
export async function sendMixedTraffic(api: string): Promise<Exchange[]> {
  const exchanges: Exchange[] = [await exchange(api, { method: "GET", path: "/no-such-path" }, {})];
  const name = `ada-${randomUUID().slice(0, 8)}`;
  const number = Number.parseInt(name.slice(-4), 16);
  for (const [service, steps] of Object.entries(stepsOf(name, number))) {
    const answers: ApiAnswer[] = [];
    for (const [routeKey, given] of steps) {
      const [method = "", path = ""] = routeKey.split(" ");
      const request = { method, path, ...(typeof given === "function" ? given(answers) : given) };
      exchanges.push(await exchange(api, request, { service, routeKey }, answers));
    }
  }
  return exchanges;
}

async function exchange(
  api: string,
  request: ApiRequest,
  route: Pick<Exchange, "service" | "routeKey">,
  answers: ApiAnswer[] = [],
): Promise<Exchange> {
  const started = performance.now();
  const answer = await overHttp(() => api)(request);
  answers.push(answer);
  return {
    ...route,
    status: answer.status,
    bytes: Number(answer.headers["content-length"] ?? 0),
    milliseconds: performance.now() - started,
  };
}
