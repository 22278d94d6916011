import type { Check } from "../shared/check.ts";

const ITEM = { sku: "verify-{run}", name: "Bolt", qty: 10 };

/** What `npm run verify` asks a deployed stack for. */
export const checks: readonly Check[] = [
  { method: "GET", path: "/", status: 200, answer: { message: "Inventory Service running on Lambda" } },
  { method: "POST", path: "/inventory", body: {}, status: 422 },
  {
    method: "GET",
    path: "/inventory/none",
    status: 404,
    answer: { detail: "Item with SKU 'none' not found" },
  },
  { method: "GET", path: "/file/download/none.txt", status: 404 },
  {
    method: "POST",
    path: "/inventory",
    body: ITEM,
    status: 200,
    answer: { status: "created" },
    sandbox: true,
  },
  { method: "GET", path: "/inventory/verify-{run}", status: 200, answer: ITEM, sandbox: true },
  { method: "DELETE", path: "/inventory/verify-{run}", status: 200, answer: { status: "deleted" } },
  { method: "GET", path: "/file/download/sample.txt", status: 200, sandbox: true },
];
