import { buildApp } from "fauxqs";
import { type ListOptions, pageOf } from "./listing.ts";
import { keepRecentBody } from "./recent-body.ts";
import { uploadPaths } from "./upload-paths.ts";

/**
 * fauxqs as a process of its own. Its own start function listens on every network interface; so the application is put
 * together here, from its stores, and listens on the loopback alone.
 *
 * Arguments: the folder for its database. Environment: ENGINE_TOKEN, which each request must carry.
 * Prints `listening PORT`.
 */
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;
type S3Store = Stores["s3Store"];
type Persistence = NonNullable<S3Store["persistence"]>;

/** S3's own limit is 5 TB; SQLite's, which holds the objects, is 10^9 bytes for a row. */
const maxBodyBytes = 1_000_000_000;

/** Milliseconds without a request, more than a body is kept for. */
const idleMs = 3000;

const [dataDir = ""] = process.argv.slice(2);
const token = process.env.ENGINE_TOKEN;

/** A module of the package that it does not export by name. */
const load = (path: string) => import(new URL(path, import.meta.resolve("fauxqs")).href);
const { PersistenceManager }: { PersistenceManager: new (dataDir: string) => Persistence } =
  await load("./persistence.js");
const { S3Store }: { S3Store: new () => S3Store } = await load("./s3/s3Store.js");
const { SqsStore }: { SqsStore: new () => Stores["sqsStore"] } = await load("./sqs/sqsStore.js");
const { SnsStore }: { SnsStore: new () => Stores["snsStore"] } = await load("./sns/snsStore.js");

/** Big bodies would stay in memory until something else asks for it. */
const idle = setTimeout(() => globalThis.gc?.(), idleMs).unref();

const persistence = keepRecentBody(new PersistenceManager(dataDir));
const s3Store = new S3Store();
listInOrder(s3Store);
const uploads = uploadPaths(s3Store);
persistence.loadS3(s3Store);
s3Store.persistence = persistence;

const app = buildApp({
  logger: false,
  stores: { s3Store, sqsStore: new SqsStore(), snsStore: new SnsStore() },
});
app.removeAllContentTypeParsers();
app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: maxBodyBytes }, (_request, body, done) =>
  done(null, body),
);
app.addHook("onRequest", async ({ headers }, reply) => {
  if (headers["x-engine-token"] !== token) return reply.code(403).send();
});
app.addHook("preHandler", async ({ raw, url }, reply) => {
  Object.assign(raw.headers, raw.trailers);
  const [path = "", query] = url.split("?");
  const uploadId = new URLSearchParams(query).get("uploadId");
  if (uploadId !== null && uploads.get(uploadId) !== decodeURIComponent(path)) {
    return reply.code(404).send("<Error><Code>NoSuchUpload</Code></Error>");
  }
});
app.addHook("onResponse", async () => void idle.refresh());
const address = await app.listen({ port: 0, host: "127.0.0.1" });
process.once("SIGTERM", async () => {
  await app.close();
  persistence.close();
});
console.log(`listening ${new URL(address).port}`);

/** fauxqs sorts keys by a language's rules and pages by their characters' codes, which loses keys between pages. */
function listInOrder(store: S3Store): void {
  const list = store.listObjects.bind(store);
  store.listObjects = (bucket: string, options: ListOptions = {}) =>
    pageOf(list(bucket, { maxKeys: Number.POSITIVE_INFINITY }).objects, options);
}
