import { randomUUID } from "node:crypto";
import { plainErrors } from "../shared/plain-errors.ts";
import { serve } from "../shared/serve.ts";
import { contract } from "./contract.ts";
import { metrics } from "./metrics.ts";
import { ordered, shown } from "./patient.ts";
import { add, find, list } from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "GET /patients/health": () => ({ status: 200, body: { status: "OK", service: "Patient Service" } }),
    "GET /patients": async ({ query }) => {
      const { items, ...rest } = await list(query);
      const patients = ordered(items).map(shown);
      const message = "Patients retrieved successfully";
      return { status: 200, body: { message, count: patients.length, patients, ...rest } };
    },
    "GET /patients/{id}": async ({ path }) => {
      const patient = await find(path.id);
      return patient === undefined
        ? { status: 404, body: { error: "Patient not found" } }
        : { status: 200, body: { message: "Patient found", patient: shown(patient) } };
    },
    "POST /patients": async ({ body }) => {
      const patient = { id: randomUUID(), ...body, createdAt: new Date().toISOString() };
      await add(patient);
      return { status: 201, body: { message: "Patient added successfully", patient: shown(patient) } };
    },
  },
  plainErrors,
  metrics,
);
