import type { Check } from "../shared/check.ts";

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "GET", path: "/patients/health", status: 200, answer: { service: "Patient Service" } },
  { method: "GET", path: "/patients", status: 200, answer: { message: "Patients retrieved successfully" } },
  { method: "GET", path: "/patients/nobody", status: 404, answer: { error: "Patient not found" } },
  {
    method: "POST",
    path: "/patients",
    body: {},
    status: 400,
    answer: { error: "Name and age are required" },
  },
  {
    method: "GET",
    path: "/patients/1",
    status: 200,
    answer: { patient: { name: "John Doe" } },
    sandbox: true,
  },
  { method: "POST", path: "/patients", body: { name: "Verify {run}", age: 30 }, status: 201, sandbox: true },
];
