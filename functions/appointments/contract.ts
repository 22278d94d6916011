import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { pagesBy } from "../shared/pages.ts";
import { Appointment, NewAppointment } from "./appointment.ts";

const Failure = v.object({ error: v.string() });

/** Paging through all appointments. */
export const pages = pagesBy("id");
/** Paging through one patient's appointments. */
export const patientPages = pagesBy("id", "date");

/** When whom which doctor sees. */
export const contract = defineContract({
  title: "Appointments",
  schemas: { Appointment, NewAppointment },
  routes: {
    "GET /appointments/health": {
      summary: "Whether the service answers.",
      responses: { 200: v.object({ status: v.literal("OK"), service: v.literal("Appointment Service") }) },
    },
    "GET /appointments": {
      summary:
        "All appointments by date and time; with a limit, a page in an order of the table's own. " +
        "A cursor in the answer leads to the rest.",
      query: pages.query,
      responses: {
        200: v.object({
          message: v.literal("Appointments retrieved successfully"),
          count: v.number(),
          appointments: v.array(Appointment),
          cursor: v.optional(v.string()),
        }),
        400: Failure,
        500: Failure,
      },
    },
    "GET /appointments/{id}": {
      summary: "One appointment.",
      example: { path: { id: "1" } },
      responses: {
        200: v.object({ message: v.literal("Appointment found"), appointment: Appointment }),
        404: v.object({ error: v.literal("Appointment not found") }),
        500: Failure,
      },
    },
    "POST /appointments": {
      summary: "Schedule an appointment.",
      body: NewAppointment,
      example: { body: { patientId: "1", date: "2023-06-20", time: "09:00", doctor: "Dr. Smith" } },
      responses: {
        201: v.object({ message: v.literal("Appointment scheduled successfully"), appointment: Appointment }),
        400: Failure,
        500: Failure,
      },
    },
    "GET /appointments/patient/{patientId}": {
      summary: "A patient's appointments by date and time, all or a page of them.",
      example: { path: { patientId: "1" } },
      query: patientPages.query,
      responses: {
        200: v.object({
          message: v.string(),
          appointments: v.array(Appointment),
          cursor: v.optional(v.string()),
        }),
        400: Failure,
        404: v.object({ message: v.string() }),
        500: Failure,
      },
    },
  },
  unrouted: { 404: Failure },
  fallback: ["ANY /appointments", "ANY /appointments/{proxy+}"],
});
