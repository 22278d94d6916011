import { expect } from "chai";
import type { ApiAnswer, ApiCase, ApiRequest } from "../../support/api-case.ts";
import { NO_JSON, NO_OBJECT } from "../../support/bad-bodies.ts";

export interface Patient {
  readonly id: string;
  readonly name: string;
  readonly age: number;
  readonly condition: string;
}

export interface Added {
  readonly message: string;
  readonly patient: Patient;
}

export interface Listed {
  readonly message: string;
  readonly count: number;
  readonly patients: readonly Patient[];
  readonly cursor?: string;
}

const DEMO: readonly Patient[] = [
  { id: "1", name: "John Doe", age: 30, condition: "Healthy" },
  { id: "2", name: "Jane Smith", age: 45, condition: "Hypertension" },
];

export const get = (path: string): ApiRequest => ({ method: "GET", path });
export const post = (
  body: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
) => ({
  method: "POST",
  path: "/patients",
  headers,
  body,
});

const added = (name: string, body: unknown, expected: Omit<Patient, "id">): ApiCase => ({
  name,
  request: post(body),
  status: 201,
  body: (answer: Added) => {
    const { id, ...rest } = answer.patient;
    expect(answer.message).to.equal("Patient added successfully");
    expect(id).to.be.a("string").and.not.be.oneOf(["", "1", "2"]);
    expect(rest).to.deep.equal(expected);
  },
});

const refused = (name: string, body: unknown, error: string): ApiCase => ({
  name,
  request: post(body),
  status: 400,
  body: { error },
});

const notFound = (name: string, request: ApiRequest, error: string): ApiCase => ({
  name,
  request,
  status: 404,
  body: { error },
});

const REQUIRED = "Name and age are required";
const CONDITION = "Condition must be text of at most 1000 characters";
const ADA = { name: "Ada", age: 36, condition: "Healthy" };

const creations: readonly ApiCase[] = [
  added("adds a patient", ADA, ADA),
  added(
    "adds a patient without a condition",
    { name: "Ada", age: 36 },
    { ...ADA, condition: "Not specified" },
  ),
  added("takes null for no condition", { ...ADA, condition: null }, { ...ADA, condition: "Not specified" }),
  added(
    "takes an empty text for no condition",
    { ...ADA, condition: "" },
    { ...ADA, condition: "Not specified" },
  ),
  added("takes age 0", { ...ADA, age: 0 }, { ...ADA, age: 0 }),
  added("takes age 150", { ...ADA, age: 150 }, { ...ADA, age: 150 }),
  added(
    "takes a name of 256 characters",
    { ...ADA, name: "😀".repeat(256) },
    { ...ADA, name: "😀".repeat(256) },
  ),
  added("takes any character in a name", { ...ADA, name: "\0\n\"'<é😀" }, { ...ADA, name: "\0\n\"'<é😀" }),
  added("gives the id itself", { ...ADA, id: "1" }, ADA),
  added(
    "drops further keys, __proto__ included",
    '{"__proto__":{"age":1},"constructor":1,"name":"Ada","age":36,"condition":"Healthy","x":[1]}',
    ADA,
  ),
  added("takes the last of duplicate keys", '{"name":1,"name":"Ada","age":36,"condition":"Healthy"}', ADA),
  { ...added("does not require a content type", ADA, ADA), request: post(JSON.stringify(ADA), {}) },
  {
    ...added("takes a body in bytes", ADA, ADA),
    request: post(Buffer.from(JSON.stringify(ADA)), { "content-type": "application/octet-stream" }),
  },
  ...NO_JSON.map(([name, body]) => refused(`refuses ${name}`, body, "Invalid JSON body")),
  ...NO_OBJECT.map((body) => refused(`refuses ${body}`, body, REQUIRED)),
  ...[
    {},
    { name: "Ada" },
    { age: 36 },
    { ...ADA, name: "" },
    { ...ADA, name: null },
    { ...ADA, name: 1 },
    { ...ADA, name: ["Ada"] },
    { ...ADA, name: "x".repeat(257) },
    { ...ADA, age: null },
    { ...ADA, age: "36" },
    { ...ADA, age: true },
    { ...ADA, age: -1 },
    { ...ADA, age: 1.5 },
    { ...ADA, age: 151 },
  ].map((body) => refused(`refuses ${JSON.stringify(body).slice(0, 60)}`, body, REQUIRED)),
  refused("refuses an age past every number", '{"name":"Ada","age":1e999}', REQUIRED),
  refused("does not inherit from __proto__", '{"__proto__":{"name":"Ada","age":36}}', REQUIRED),
  refused("refuses a condition that is no text", { ...ADA, condition: 7 }, CONDITION),
  refused("refuses a condition of 1001 characters", { ...ADA, condition: "x".repeat(1001) }, CONDITION),
];

const lookUps: readonly ApiCase[] = [
  {
    name: "is healthy",
    request: get("/patients/health"),
    status: 200,
    body: { status: "OK", service: "Patient Service" },
  },
  {
    name: "finds a demo patient",
    request: get("/patients/1"),
    status: 200,
    body: { message: "Patient found", patient: DEMO[0] },
  },
  {
    name: "finds the patient that was added",
    before: [post(ADA)],
    request: ([answer]) => get(`/patients/${idOf(answer)}`),
    status: 200,
    body: (body: Added, [answer]: ApiAnswer[]) =>
      expect(body).to.deep.equal({ message: "Patient found", patient: { id: idOf(answer), ...ADA } }),
  },
  ...["nobody", "a%2Fb", "100%25", "%00", "__proto__", "%F0%9F%98%80", "x".repeat(2049)].map((id) =>
    notFound(`has no patient ${id.slice(0, 20)}`, get(`/patients/${id}`), "Patient not found"),
  ),
  notFound("has no deeper path", get("/patients/1/visits"), "Not found"),
  notFound("can't delete", { method: "DELETE", path: "/patients/1" }, "Not found"),
  notFound("can't replace", { method: "PUT", path: "/patients", body: ADA }, "Not found"),
];

const lists: readonly ApiCase[] = [
  {
    name: "lists the demo patients first, in their order",
    before: [post(ADA)],
    request: get("/patients"),
    status: 200,
    body: (body: Listed, [answer]: ApiAnswer[]) => {
      expect(body.message).to.equal("Patients retrieved successfully");
      expect(body.count).to.equal(body.patients.length);
      expect(body.patients.slice(0, 2)).to.deep.equal(DEMO);
      expect(body.patients.at(-1)).to.deep.equal({ id: idOf(answer), ...ADA });
      expect(body).to.have.all.keys("message", "count", "patients");
    },
  },
  {
    name: "gives a page and the way to the next",
    before: [get("/patients?limit=1")],
    request: ([answer]) => get(`/patients?limit=1&cursor=${cursorOf(answer)}`),
    status: 200,
    body: (body: Listed, [answer]: ApiAnswer[]) => {
      const before = (answer?.body as Listed | undefined)?.patients;
      expect([body.count, body.patients.length, before?.length]).to.deep.equal([1, 1, 1]);
      expect(body.patients).to.not.deep.equal(before);
    },
  },
  ...["limit=0", "limit=1001", "limit=x", "limit=1,2", "cursor=", "cursor=!", "cursor=bm8", "cursor=W10"].map(
    (query): ApiCase => ({
      name: `refuses ?${query}`,
      request: get(`/patients?${query}`),
      status: 400,
      body: { error: "Invalid limit or cursor" },
    }),
  ),
];

function idOf(answer: ApiAnswer | undefined): string {
  return (answer?.body as Added | undefined)?.patient.id ?? "";
}

function cursorOf(answer: ApiAnswer | undefined): string {
  return (answer?.body as Listed | undefined)?.cursor ?? "";
}

/** Every row of the contract, on a table with the demo patients. */
export const cases: readonly ApiCase[] = [...creations, ...lookUps, ...lists];
