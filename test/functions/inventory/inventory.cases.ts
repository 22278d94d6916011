import type { ApiCase, ApiRequest } from "../../support/api-case.ts";
import { SAMPLE } from "./demo-data.ts";
import { ITEM, post, validationCases } from "./validation.cases.ts";

const get = (path: string): ApiRequest => ({ method: "GET", path });
const remove = (path: string): ApiRequest => ({ method: "DELETE", path });

const answered = (name: string, request: ApiRequest, status: number, body: unknown): ApiCase => ({
  name,
  request,
  status,
  body,
});

const IDS = ["nothing", "a/b", "100%", "a%2Fb", "\0", "__proto__", "😀", "it's", "x".repeat(2049)];

const items: readonly ApiCase[] = [
  answered("answers at its root", get("/"), 200, { message: "Inventory Service running on Lambda" }),
  {
    name: "gives the item that was stored",
    before: [post({ ...ITEM, sku: "given", qty: "7" })],
    request: get("/inventory/given"),
    status: 200,
    body: { sku: "given", name: "Widget", qty: 7 },
  },
  {
    name: "gives an item by a SKU with slash and percent sign",
    before: [post({ ...ITEM, sku: "a/b %2F100%" })],
    request: get(`/inventory/${encodeURIComponent("a/b %2F100%")}`),
    status: 200,
    body: { ...ITEM, sku: "a/b %2F100%" },
  },
  {
    name: "keeps the last of two items of one SKU",
    before: [post({ ...ITEM, sku: "twice" }), post({ sku: "twice", name: "Gadget", qty: 0 })],
    request: get("/inventory/twice"),
    status: 200,
    body: { sku: "twice", name: "Gadget", qty: 0 },
  },
  {
    name: "deletes an item",
    before: [post({ ...ITEM, sku: "deleted" }), remove("/inventory/deleted")],
    request: get("/inventory/deleted"),
    status: 404,
    body: { detail: "Item with SKU 'deleted' not found" },
  },
  {
    name: "says that it has deleted an item",
    before: [post({ ...ITEM, sku: "gone" })],
    request: remove("/inventory/gone"),
    status: 200,
    body: { status: "deleted", sku: "gone" },
  },
  ...IDS.flatMap((sku) => [
    answered(`has no item ${sku.slice(0, 20)}`, get(`/inventory/${encodeURIComponent(sku)}`), 404, {
      detail: `Item with SKU '${sku}' not found`,
    }),
    answered(`deletes the absent ${sku.slice(0, 20)}`, remove(`/inventory/${encodeURIComponent(sku)}`), 200, {
      status: "deleted",
      sku,
    }),
  ]),
];

const files: readonly ApiCase[] = [
  {
    name: "downloads a file",
    request: get("/file/download/sample.txt"),
    status: 200,
    body: SAMPLE.Body,
    headers: { "content-type": "text/plain", "content-disposition": "attachment; filename=sample.txt" },
  },
  ...[...IDS, "../sample.txt", "a/../sample.txt", "a/./b", "a\r\nX-Injected: 1", 'a"; b="c'].map((name) =>
    answered(
      `has no file ${JSON.stringify(name).slice(0, 30)}`,
      get(`/file/download/${encodeURIComponent(name).replaceAll(".", "%2E")}`),
      404,
      { detail: `File '${name}' not found in bucket` },
    ),
  ),
];

const routing: readonly ApiCase[] = [
  answered("has no other path", get("/file/other"), 404, { detail: "Not Found" }),
  answered("has no deeper path", get("/inventory/a/b"), 404, { detail: "Not Found" }),
  ...(
    [
      ["GET", "/inventory", "POST"],
      ["DELETE", "/inventory", "POST"],
      ["PUT", "/inventory/a", "GET, DELETE"],
      ["POST", "/file/download/a", "GET"],
      ["POST", "/", "GET"],
    ] as const
  ).map(
    ([method, path, allow]): ApiCase => ({
      name: `does not allow ${method} ${path}`,
      request: { method, path },
      status: 405,
      body: { detail: "Method Not Allowed" },
      headers: { allow },
    }),
  ),
];

/** Every row of the contract, on an empty table and a bucket with the sample file. */
export const cases: readonly ApiCase[] = [...validationCases, ...items, ...files, ...routing];
