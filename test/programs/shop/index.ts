import { ContainerFunction } from "../../../components/container-function.ts";
import { HttpApi } from "../../../components/http-api.ts";
import { allow } from "../../../components/permissions.ts";
import { Table } from "../../../components/table.ts";

/** The components in another arrangement: a named stage, an index, a reserve, a low throttle, one origin. */
const orders = new Table("orders", {
  hashKey: "id",
  indexes: [{ name: "by-customer", hashKey: "customer" }],
  items: [
    { id: "1", customer: "ann", total: 12.5, paid: true, lines: [{ sku: "a", count: 2 }], note: null },
    { id: "2", customer: "bob", total: 3, paid: false, lines: [], note: "gift" },
  ],
});

const fn = new ContainerFunction("orders", {
  entry: "orders/handler.ts",
  image: { dockerfile: "Dockerfile" },
  environment: { ORDERS_TABLE: orders.tableName },
  permissions: [allow.get(orders), allow.queryIndex(orders, "by-customer")],
  memorySize: 256,
  timeout: 3,
  reservedConcurrency: 2,
  functionUrl: true,
});

const routeKeys = [
  "GET /orders/{id}",
  "DELETE /orders/{id}",
  "GET /customers/{customer}/orders",
  "ANY /files/{path+}",
];

const api = new HttpApi("shop", {
  routes: routeKeys.map((routeKey) => ({ routeKey, fn })),
  stage: "v1",
  throttle: { burst: 20, rate: 1 },
  cors: { origins: ["https://shop.example"] },
});

export const apiUrl = api.url;
export const functionUrl = fn.url;
