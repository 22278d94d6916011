import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { pagesBy } from "../shared/pages.ts";
import { NewPatient, Patient } from "./patient.ts";

const Failure = v.object({ error: v.string() });

/** Paging through the patients. */
export const pages = pagesBy("id");

/** Who is treated. */
export const contract = defineContract({
  title: "Patients",
  schemas: { Patient, NewPatient },
  routes: {
    "GET /patients/health": {
      summary: "Whether the service answers.",
      responses: { 200: v.object({ status: v.literal("OK"), service: v.literal("Patient Service") }) },
    },
    "GET /patients": {
      summary:
        "All patients in the order in which they were added; with a limit, a page in an order of the table's own. " +
        "A cursor in the answer leads to the rest.",
      query: pages.query,
      responses: {
        200: v.object({
          message: v.literal("Patients retrieved successfully"),
          count: v.number(),
          patients: v.array(Patient),
          cursor: v.optional(v.string()),
        }),
        400: Failure,
        500: Failure,
      },
    },
    "GET /patients/{id}": {
      summary: "One patient.",
      example: { path: { id: "1" } },
      responses: {
        200: v.object({ message: v.literal("Patient found"), patient: Patient }),
        404: v.object({ error: v.literal("Patient not found") }),
        500: Failure,
      },
    },
    "POST /patients": {
      summary: "Add a patient.",
      body: NewPatient,
      example: { body: { name: "John Doe", age: 30, condition: "Healthy" } },
      responses: {
        201: v.object({ message: v.literal("Patient added successfully"), patient: Patient }),
        400: Failure,
        500: Failure,
      },
    },
  },
  unrouted: { 404: Failure },
  fallback: ["ANY /patients", "ANY /patients/{proxy+}"],
});
