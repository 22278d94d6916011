import { expect } from "chai";
import type { ApiAnswer, ApiCase, ApiRequest } from "../../support/api-case.ts";
import { NO_JSON, NO_OBJECT } from "../../support/bad-bodies.ts";

export interface Appointment {
  readonly id: string;
  readonly patientId: string;
  readonly date: string;
  readonly time: string;
  readonly doctor: string;
}

export interface Scheduled {
  readonly message: string;
  readonly appointment: Appointment;
}

export interface Listed {
  readonly message: string;
  readonly count?: number;
  readonly appointments: readonly Appointment[];
  readonly cursor?: string;
}

const DEMO: readonly Appointment[] = [
  { id: "1", patientId: "1", date: "2023-06-15", time: "10:00", doctor: "Dr. Smith" },
  { id: "2", patientId: "2", date: "2023-06-16", time: "14:30", doctor: "Dr. Johnson" },
];

export const get = (path: string): ApiRequest => ({ method: "GET", path });
export const post = (
  body: unknown,
  headers: Record<string, string> = { "content-type": "application/json" },
) => ({
  method: "POST",
  path: "/appointments",
  headers,
  body,
});

const REQUIRED = "Patient ID, date, time, and doctor are required";
/** Late, so that the demo rows stay the first of every list. */
export const VISIT = { patientId: "7", date: "2031-01-02", time: "08:15", doctor: "Dr. House" };

const scheduled = (name: string, body: unknown, expected: Omit<Appointment, "id">): ApiCase => ({
  name,
  request: post(body),
  status: 201,
  body: (answer: Scheduled) => {
    const { id, ...rest } = answer.appointment;
    expect(answer.message).to.equal("Appointment scheduled successfully");
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

const notFound = (name: string, request: ApiRequest, body: unknown): ApiCase => ({
  name,
  request,
  status: 404,
  body,
});

const longest = {
  patientId: "😀".repeat(512),
  date: "é".repeat(64),
  time: "😀".repeat(64),
  doctor: "x".repeat(256),
};

const creations: readonly ApiCase[] = [
  scheduled("schedules an appointment", VISIT, VISIT),
  scheduled("takes each text up to its limit", longest, longest),
  scheduled("takes any character", { ...VISIT, doctor: "\0\n\"'<é😀" }, { ...VISIT, doctor: "\0\n\"'<é😀" }),
  scheduled("gives the id itself", { ...VISIT, id: "1" }, VISIT),
  scheduled(
    "drops further keys, __proto__ included",
    JSON.stringify(VISIT).replace("{", '{"__proto__":{"doctor":"x"},"x":[1],'),
    VISIT,
  ),
  scheduled("takes the last of duplicate keys", JSON.stringify(VISIT).replace("{", '{"doctor":1,'), VISIT),
  { ...scheduled("does not require a content type", VISIT, VISIT), request: post(JSON.stringify(VISIT), {}) },
  {
    ...scheduled("takes a body in bytes", VISIT, VISIT),
    request: post(Buffer.from(JSON.stringify(VISIT)), { "content-type": "application/octet-stream" }),
  },
  ...NO_JSON.map(([name, body]) => refused(`refuses ${name}`, body, "Invalid JSON body")),
  ...NO_OBJECT.map((body) => refused(`refuses ${body}`, body, REQUIRED)),
  refused("does not inherit from __proto__", `{"__proto__":${JSON.stringify(VISIT)}}`, REQUIRED),
  ...(["patientId", "date", "time", "doctor"] as const).flatMap((field) => [
    refused(`refuses to lack ${field}`, JSON.stringify({ ...VISIT, [field]: undefined }), REQUIRED),
    ...["", null, 1, true, ["1"], { a: 1 }, `${longest[field]}x`].map((value) =>
      refused(
        `refuses ${field} ${JSON.stringify(value).slice(0, 20)}`,
        { ...VISIT, [field]: value },
        REQUIRED,
      ),
    ),
  ]),
];

const lookUps: readonly ApiCase[] = [
  {
    name: "is healthy",
    request: get("/appointments/health"),
    status: 200,
    body: { status: "OK", service: "Appointment Service" },
  },
  {
    name: "finds a demo appointment",
    request: get("/appointments/2"),
    status: 200,
    body: { message: "Appointment found", appointment: DEMO[1] },
  },
  {
    name: "finds the appointment that was scheduled",
    before: [post(VISIT)],
    request: ([answer]) => get(`/appointments/${idOf(answer)}`),
    status: 200,
    body: (body: Scheduled, [answer]: ApiAnswer[]) =>
      expect(body).to.deep.equal({
        message: "Appointment found",
        appointment: { id: idOf(answer), ...VISIT },
      }),
  },
  ...["nobody", "a%2Fb", "100%25", "%00", "__proto__", "%F0%9F%98%80", "x".repeat(2049)].map((id) =>
    notFound(`has no appointment ${id.slice(0, 20)}`, get(`/appointments/${id}`), {
      error: "Appointment not found",
    }),
  ),
  notFound("has no deeper path", get("/appointments/1/notes"), { error: "Not found" }),
  notFound("can't delete", { method: "DELETE", path: "/appointments/1" }, { error: "Not found" }),
];

const listsOfAll: readonly ApiCase[] = [
  {
    name: "lists by date and time",
    before: [post({ ...VISIT, time: "07:00" }), post(VISIT)],
    request: get("/appointments"),
    status: 200,
    body: (body: Listed) => {
      expect(body.message).to.equal("Appointments retrieved successfully");
      expect(body.count).to.equal(body.appointments.length);
      expect(body.appointments.slice(0, 2)).to.deep.equal(DEMO);
      const times = body.appointments.map(({ date, time }) => `${date} ${time}`);
      expect(times.slice(0, 4)).to.deep.equal(times.toSorted().slice(0, 4));
      expect(body).to.have.all.keys("message", "count", "appointments");
    },
  },
  {
    name: "gives a page and the way to the next",
    before: [get("/appointments?limit=1")],
    request: ([answer]) =>
      get(`/appointments?limit=1&cursor=${(answer?.body as Listed | undefined)?.cursor}`),
    status: 200,
    body: (body: Listed, [answer]: ApiAnswer[]) => {
      expect(body.count).to.equal(1);
      expect(body.appointments).to.not.deep.equal((answer?.body as Listed | undefined)?.appointments);
    },
  },
];

const listsOfPatients: readonly ApiCase[] = [
  {
    name: "lists a patient's appointments",
    request: get("/appointments/patient/1"),
    status: 200,
    body: { message: "Found 1 appointment(s) for patient 1", appointments: [DEMO[0]] },
  },
  {
    name: "lists a patient's appointments by date and time",
    before: [
      { date: "2032-03-01", time: "09:00" },
      { date: "2032-02-01", time: "11:00" },
      { date: "2032-02-01", time: "10:00" },
    ].map((when) => post({ ...VISIT, ...when, patientId: "in order" })),
    request: get("/appointments/patient/in%20order"),
    status: 200,
    body: (body: Listed, before: ApiAnswer[]) => {
      const all = before.map((answer) => (answer.body as Scheduled).appointment);
      expect(body.appointments).to.deep.include.members(all);
      const times = body.appointments.map(({ date, time }) => `${date} ${time}`);
      expect(times).to.deep.equal(times.toSorted());
      expect(body.message).to.equal(`Found ${times.length} appointment(s) for patient in order`);
    },
  },
  {
    name: "gives a page of a patient's appointments and the way to the next",
    before: [
      post({ ...VISIT, patientId: "paged", date: "2032-01-01" }),
      post({ ...VISIT, patientId: "paged", date: "2032-01-02" }),
      get("/appointments/patient/paged?limit=1"),
    ],
    request: ([, , page]) =>
      get(`/appointments/patient/paged?cursor=${(page?.body as Listed | undefined)?.cursor}`),
    status: 200,
    body: (body: Listed, [, , page]: ApiAnswer[]) => {
      const first = (page?.body as Listed | undefined)?.appointments ?? [];
      expect(first.map(({ date }) => date)).to.deep.equal(["2032-01-01"]);
      expect(body.appointments).to.not.deep.include(first[0]);
      expect(body.appointments.at(-1)?.date).to.equal("2032-01-02");
    },
  },
  {
    name: "keeps to the patient, whosever cursor is given",
    before: [
      post({ ...VISIT, patientId: "other" }),
      post({ ...VISIT, patientId: "other" }),
      get("/appointments/patient/other?limit=1"),
    ],
    request: ([, , page]) =>
      get(`/appointments/patient/1?cursor=${(page?.body as Listed | undefined)?.cursor}`),
    status: 200,
    body: { message: "Found 0 appointment(s) for patient 1", appointments: [] },
  },
  ...["nobody", "a/b", "100%", "\0", "__proto__", "😀", "x".repeat(2049)].map((id) =>
    notFound(
      `has no appointment for ${id.slice(0, 20)}`,
      get(`/appointments/patient/${encodeURIComponent(id)}`),
      {
        message: `No appointments found for patient ${id}`,
      },
    ),
  ),
  ...["/appointments?", "/appointments/patient/1?"].flatMap((path) =>
    ["limit=0", "limit=1001", "limit=x", "cursor=", "cursor=!", "cursor=bm8", "cursor=W10"].map(
      (query): ApiCase => ({
        name: `refuses ${path}${query}`,
        request: get(path + query),
        status: 400,
        body: { error: "Invalid limit or cursor" },
      }),
    ),
  ),
];

function idOf(answer: ApiAnswer | undefined): string {
  return (answer?.body as Scheduled | undefined)?.appointment.id ?? "";
}

/** Every row of the contract, on a table with the demo appointments. */
export const cases: readonly ApiCase[] = [...creations, ...lookUps, ...listsOfAll, ...listsOfPatients];
