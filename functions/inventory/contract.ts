import * as v from "valibot";
import { defineContract } from "../shared/contract.ts";
import { Item, NewItem } from "./item.ts";
import { ValidationError } from "./validation-error.ts";

const Failure = v.object({ detail: v.string() });

/** What is in stock, and the files that go with it. */
export const contract = defineContract({
  title: "Inventory",
  schemas: { Item, NewItem, ValidationError },
  routes: {
    "GET /": {
      summary: "Whether the service answers.",
      responses: { 200: v.object({ message: v.literal("Inventory Service running on Lambda") }) },
    },
    "POST /inventory": {
      summary: "Store an item under its SKU, in place of the one that was there.",
      body: NewItem,
      example: { body: { sku: "A-100", name: "Bolt", qty: 10 } },
      responses: {
        200: v.object({ status: v.literal("created"), item: Item }),
        422: v.object({ detail: v.array(ValidationError) }),
        500: Failure,
      },
    },
    "GET /inventory/{sku}": {
      summary: "One item.",
      responses: { 200: Item, 404: Failure, 500: Failure },
    },
    "DELETE /inventory/{sku}": {
      summary: "Delete an item. One that is not there is deleted as well.",
      responses: { 200: v.object({ status: v.literal("deleted"), sku: v.string() }), 500: Failure },
    },
    "GET /file/download/{filename}": {
      summary: "A file's bytes, or the way to them when they are too many for an answer.",
      example: { path: { filename: "sample.txt" } },
      responses: { 200: "bytes", 307: "redirect", 404: Failure, 500: Failure },
    },
  },
  unrouted: { 404: Failure, 405: Failure },
  fallback: ["ANY /", "ANY /inventory", "ANY /inventory/{proxy+}", "ANY /file", "ANY /file/{proxy+}"],
});
