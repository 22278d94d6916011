import type { Check } from "../shared/check.ts";

const APPOINTMENT = { patientId: "verify-{run}", date: "2023-06-20", time: "09:00", doctor: "Dr. Smith" };

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "GET", path: "/appointments/health", status: 200, answer: { service: "Appointment Service" } },
  { method: "GET", path: "/appointments", status: 200 },
  { method: "GET", path: "/appointments/none", status: 404, answer: { error: "Appointment not found" } },
  { method: "GET", path: "/appointments/patient/nobody", status: 404 },
  { method: "POST", path: "/appointments", body: {}, status: 400 },
  { method: "GET", path: "/appointments/1", status: 200, sandbox: true },
  { method: "GET", path: "/appointments/patient/1", status: 200, sandbox: true },
  { method: "POST", path: "/appointments", body: APPOINTMENT, status: 201, sandbox: true },
];
