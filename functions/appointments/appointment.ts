import * as v from "valibot";
import { maxCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";
import { by } from "../shared/order.ts";

const REQUIRED = "Patient ID, date, time, and doctor are required";

/** Text that is there. The limits keep a patient within a partition key, and a date within a sort key. */
function text(limit: number) {
  return v.pipe(v.string(REQUIRED), v.minLength(1, REQUIRED), maxCodePoints(limit, REQUIRED));
}

/**
 * What a caller tells of an appointment; further keys are dropped. Date and time are the caller's own text, ordered as
 * text: `2023-06-15` and `10:00` sort as they should. The patient is known to another service and not looked up.
 */
export const NewAppointment = jsonObject(
  {
    patientId: text(512),
    date: text(64),
    time: text(64),
    doctor: text(256),
  },
  REQUIRED,
);
export type NewAppointment = v.InferOutput<typeof NewAppointment>;

/** An appointment, as the table holds it and as callers see it. */
export const Appointment = v.object({
  id: v.string(),
  patientId: v.string(),
  date: v.string(),
  time: v.string(),
  doctor: v.string(),
});
export type Appointment = v.InferOutput<typeof Appointment>;

/** The keys always in the same order. */
export function shown({ id, patientId, date, time, doctor }: Appointment): Appointment {
  return { id, patientId, date, time, doctor };
}

/** By date and time. */
export function ordered(appointments: readonly Appointment[]): Appointment[] {
  return appointments.toSorted(by("date", "time", "id"));
}
