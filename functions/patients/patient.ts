import * as v from "valibot";
import { maxCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";
import { by } from "../shared/order.ts";

const REQUIRED = "Name and age are required";
const CONDITION = "Condition must be text of at most 1000 characters";
const UNSPECIFIED = "Not specified";

/**
 * What a caller tells of a patient; further keys are dropped. No condition, null and "" mean the same. The limits keep
 * every item far under DynamoDB's 400 KB.
 */
export const NewPatient = jsonObject(
  {
    name: v.pipe(v.string(REQUIRED), v.minLength(1, REQUIRED), maxCodePoints(256, REQUIRED)),
    /** In years; 0 is an age. */
    age: v.pipe(v.number(REQUIRED), v.integer(REQUIRED), v.minValue(0, REQUIRED), v.maxValue(150, REQUIRED)),
    condition: v.pipe(
      v.nullish(v.pipe(v.string(CONDITION), maxCodePoints(1000, CONDITION)), UNSPECIFIED),
      v.transform((condition) => condition || UNSPECIFIED),
    ),
  },
  REQUIRED,
);
export type NewPatient = v.InferOutput<typeof NewPatient>;

/** A patient as callers see it. */
export const Patient = v.object({
  id: v.string(),
  name: v.string(),
  age: v.number(),
  condition: v.string(),
});
export type Patient = v.InferOutput<typeof Patient>;

/** A patient as the table holds it: with the ISO 8601 time that gives lists their order. */
export type StoredPatient = Patient & { readonly createdAt: string };

/** The patient's public side, keys always in the same order. */
export function shown({ id, name, age, condition }: StoredPatient): Patient {
  return { id, name, age, condition };
}

/** In the order in which they were added. */
export function ordered(patients: readonly StoredPatient[]): StoredPatient[] {
  return patients.toSorted(by("createdAt", "id"));
}
