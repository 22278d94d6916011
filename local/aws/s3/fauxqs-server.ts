import { buildApp } from "fauxqs";
import { type ListOptions, pageOf } from "./listing.ts";

/**
 * fauxqs as a process of its own. Its own start function listens on every network interface, and its command has no
 * other choice; so the application is put together here, from its stores, and listens on the loopback alone.
 *
 * Arguments: the folder for its database. Environment: ENGINE_TOKEN, which each request must carry.
 * Prints `listening PORT`.
 */
type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;
type S3Store = Stores["s3Store"];
type Persistence = NonNullable<S3Store["persistence"]>;

/** S3's own limit is 5 TB; SQLite's, which holds the objects, is 10^9 bytes for a row. */
const maxBodyBytes = 1_000_000_000;

const [dataDir = ""] = process.argv.slice(2);
const token = process.env.ENGINE_TOKEN;

/** A module of the package that it does not export by name. */
const load = (path: string) => import(new URL(path, import.meta.resolve("fauxqs")).href);
const { PersistenceManager }: { PersistenceManager: new (dataDir: string) => Persistence } =
  await load("./persistence.js");
const { S3Store }: { S3Store: new () => S3Store } = await load("./s3/s3Store.js");
const { SqsStore }: { SqsStore: new () => Stores["sqsStore"] } = await load("./sqs/sqsStore.js");
const { SnsStore }: { SnsStore: new () => Stores["snsStore"] } = await load("./sns/snsStore.js");

const persistence = new PersistenceManager(dataDir);
const s3Store = new S3Store();
listInOrder(s3Store);
const uploads = watchUploads(s3Store);
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
  const { pathname, searchParams } = new URL(url, "http://engine");
  const uploadId = searchParams.get("uploadId");
  if (uploadId !== null && uploads.get(uploadId) !== decodeURIComponent(pathname)) {
    return reply.code(404).send("<Error><Code>NoSuchUpload</Code></Error>");
  }
});
const address = await app.listen({ port: 0, host: "127.0.0.1" });
process.once("SIGTERM", async () => {
  await app.close();
  persistence.close();
});
console.log(`listening ${new URL(address).port}`);

/** fauxqs sorts keys by the language's rules and pages by their characters' codes, which loses keys between pages. */
function listInOrder(store: S3Store): void {
  const list = store.listObjects.bind(store);
  store.listObjects = (bucket: string, options: ListOptions = {}) =>
    pageOf(list(bucket, { maxKeys: Number.POSITIVE_INFINITY }).objects, options);
}

/** Where each multipart upload goes: fauxqs takes any upload's id under any object's path. */
function watchUploads(store: S3Store): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  const create = store.createMultipartUpload.bind(store);
  const restore = store.restoreMultipartUpload.bind(store);
  store.createMultipartUpload = (bucket, key, ...rest) => {
    const uploadId = create(bucket, key, ...rest);
    paths.set(uploadId, `/${bucket}/${key}`);
    return uploadId;
  };
  store.restoreMultipartUpload = (upload) => {
    paths.set(upload.uploadId, `/${upload.bucket}/${upload.key}`);
    restore(upload);
  };
  return paths;
}
