import { serve } from "../shared/serve.ts";
import { contract } from "./contract.ts";
import { errors } from "./errors.ts";
import { contentDisposition } from "./file-name.ts";
import { shown } from "./item.ts";
import { metrics } from "./metrics.ts";
import { find, put, remove } from "./store.ts";

export const handler = serve<typeof contract>(
  contract,
  {
    "GET /": () => ({ status: 200, body: { message: "Inventory Service running on Lambda" } }),
    "POST /inventory": async ({ body }) => {
      await put(body);
      return { status: 200, body: { status: "created", item: shown(body) } };
    },
    "GET /inventory/{sku}": async ({ path: { sku } }) => {
      const item = await find(sku);
      return item === undefined
        ? { status: 404, body: { detail: `Item with SKU '${sku}' not found` } }
        : { status: 200, body: shown(item) };
    },
    "DELETE /inventory/{sku}": async ({ path: { sku } }) => {
      await remove(sku);
      return { status: 200, body: { status: "deleted", sku } };
    },
    "GET /file/download/{filename}": async ({ path: { filename } }) => {
      // S3's client is loaded by the first download: the other routes start without its weight.
      const { download } = await import("./files.ts");
      const file = await download(filename);
      if (file === undefined)
        return { status: 404, body: { detail: `File '${filename}' not found in bucket` } };
      if ("location" in file)
        return {
          status: 307,
          body: undefined,
          headers: { location: file.location, "cache-control": "no-store" },
        };
      const headers = {
        "content-type": file.contentType,
        "content-disposition": contentDisposition(filename),
        ...(file.contentEncoding !== undefined && { "content-encoding": file.contentEncoding }),
      };
      return { status: 200, body: file.bytes, headers };
    },
  },
  errors,
  metrics,
);
