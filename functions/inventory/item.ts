import * as v from "valibot";
import { maxCodePoints, minCodePoints } from "../shared/code-points.ts";
import { jsonObject } from "../shared/json-object.ts";
import { Integer } from "./integer.ts";

/** In characters; the longest fits into a partition key's 2048 bytes. */
export const LONGEST_SKU = 512;
/** In characters; the longest item stays far under DynamoDB's 400 KB. */
export const LONGEST_NAME = 10_000;

/** What a caller stores; further keys are dropped. The messages are Pydantic's error types. */
export const NewItem = jsonObject(
  {
    sku: v.pipe(
      v.string("string_type"),
      minCodePoints(1, "string_too_short"),
      maxCodePoints(LONGEST_SKU, "string_too_long"),
    ),
    name: v.pipe(v.string("string_type"), maxCodePoints(LONGEST_NAME, "string_too_long")),
    qty: Integer,
  },
  ({ path }) => (path === undefined ? "model_attributes_type" : "missing"),
);

/** An item, as the table holds it and as callers see it. */
export const Item = v.object({ sku: v.string(), name: v.string(), qty: v.pipe(v.number(), v.integer()) });
export type Item = v.InferOutput<typeof Item>;

/** The keys always in the same order. */
export function shown({ sku, name, qty }: Item): Item {
  return { sku, name, qty };
}
