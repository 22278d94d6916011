import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";

const number = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(30));

const Payload = v.object({
  data: v.object({
    unsorted: v.pipe(v.array(number), v.length(15)),
    sorted: v.object({
      raw: v.pipe(v.array(number), v.length(15)),
      unique: v.pipe(v.array(number), v.minLength(1)),
    }),
  }),
  timestamp: v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2} UTC$/)),
});
const Failure = v.object({ error: v.string() });

/** A random data set with its sorted views, from one core in three runtimes: API, Function URL, plain HTTP server. */
export const contract = defineContract({
  title: "Data",
  schemas: { DataSet: Payload },
  routes: {
    "GET /data": {
      summary: "Fifteen random numbers, sorted and deduplicated, with the time.",
      responses: { 200: Payload, 500: Failure },
    },
    "GET /healthz": {
      summary: "Whether the process answers.",
      responses: { 200: v.object({ status: v.literal("ok") }) },
    },
    "GET /readyz": {
      summary: "Whether a data set can be built.",
      responses: {
        200: v.object({ status: v.literal("ready") }),
        503: v.object({ status: v.literal("not ready") }),
      },
    },
  },
  functionUrl: { "GET /": "GET /data", "GET /data": "GET /data" },
});
