import { randomUUID } from "node:crypto";
import { plainErrors } from "../shared/plain-errors.ts";
import { serve } from "../shared/serve.ts";
import { ordered, shown } from "./appointment.ts";
import { contract } from "./contract.ts";
import { metrics } from "./metrics.ts";
import { add, find, list, listOfPatient } from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "GET /appointments/health": () => ({
      status: 200,
      body: { status: "OK", service: "Appointment Service" },
    }),
    "GET /appointments": async ({ query }) => {
      const { items, ...rest } = await list(query);
      const appointments = ordered(items).map(shown);
      const message = "Appointments retrieved successfully";
      return { status: 200, body: { message, count: appointments.length, appointments, ...rest } };
    },
    "GET /appointments/{id}": async ({ path }) => {
      const appointment = await find(path.id);
      return appointment === undefined
        ? { status: 404, body: { error: "Appointment not found" } }
        : { status: 200, body: { message: "Appointment found", appointment: shown(appointment) } };
    },
    "POST /appointments": async ({ body }) => {
      const appointment = shown({ id: randomUUID(), ...body });
      await add(appointment);
      return { status: 201, body: { message: "Appointment scheduled successfully", appointment } };
    },
    "GET /appointments/patient/{patientId}": async ({ path: { patientId }, query }) => {
      const { items, ...rest } = await listOfPatient(patientId, query);
      // A page after the last one is empty, which says nothing of the pages before.
      if (items.length === 0 && query.cursor === undefined)
        return { status: 404, body: { message: `No appointments found for patient ${patientId}` } };
      const message = `Found ${items.length} appointment(s) for patient ${patientId}`;
      return { status: 200, body: { message, appointments: ordered(items).map(shown), ...rest } };
    },
  },
  plainErrors,
  metrics,
);
