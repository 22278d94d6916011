import { expect } from "chai";
import type { ApiCase } from "../../support/api-case.ts";

/** The whole shape of a data set: counts, ranges, orders, and when it was made. */
export function expectPayload(body: unknown): void {
  const { data, timestamp } = body as {
    data: { unsorted: number[]; sorted: { raw: number[]; unique: number[] } };
    timestamp: string;
  };
  expect(Object.keys(body as object)).to.deep.equal(["data", "timestamp"]);
  expect(data.unsorted).to.have.length(15);
  expect(data.unsorted.every((value) => Number.isInteger(value) && value >= 1 && value <= 30)).to.equal(true);
  expect(data.sorted.raw).to.deep.equal([...data.unsorted].sort((a, b) => a - b));
  expect(data.sorted.unique).to.deep.equal([...new Set(data.sorted.raw)]);
  expect(timestamp).to.match(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC$/);
  expect(Math.abs(Date.now() - Date.parse(timestamp.replace(" UTC", "Z").replace(" ", "T")))).to.be.below(
    60_000,
  );
}

/** The rows that hold behind the API and for the plain HTTP server. */
export const cases: readonly ApiCase[] = [
  {
    name: "GET /data gives a data set",
    request: { method: "GET", path: "/data" },
    status: 200,
    body: expectPayload,
  },
  {
    name: "GET /healthz is ok",
    request: { method: "GET", path: "/healthz" },
    status: 200,
    body: { status: "ok" },
  },
  {
    name: "GET /readyz is ready",
    request: { method: "GET", path: "/readyz" },
    status: 200,
    body: { status: "ready" },
  },
];

/** The rows of the Function URL. */
export const functionUrlCases: readonly ApiCase[] = [
  { name: "/ gives a data set", request: { method: "GET", path: "/" }, status: 200, body: expectPayload },
  {
    name: "/data gives a data set",
    request: { method: "GET", path: "/data" },
    status: 200,
    body: expectPayload,
  },
  {
    name: "another path is not found",
    request: { method: "GET", path: "/other" },
    status: 404,
    body: { error: "Not found" },
  },
  {
    name: "/healthz is the server's alone",
    request: { method: "GET", path: "/healthz" },
    status: 404,
    body: { error: "Not found" },
  },
];
