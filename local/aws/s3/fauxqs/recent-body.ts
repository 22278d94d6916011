/** The parts of fauxqs's persistence that read and change bodies. */
export interface Bodies {
  readBody(bucket: string, key: string): Buffer;
  upsertObject(bucket: string, object: { readonly key: string }): void;
  deleteObject(bucket: string, key: string): void;
  completeMultipartUpload(uploadId: string, bucket: string, object: { readonly key: string }): void;
}

/** How long the last body is kept, in milliseconds after its last use. */
const keptForMs = 2000;

/**
 * Keeps the body that was read last. fauxqs reads an object as a whole for each range of it, and clients read a large
 * one as many ranges side by side.
 */
export function keepRecentBody<T extends Bodies>(bodies: T): T {
  let recent: { readonly path: string; readonly body: Buffer } | undefined;
  const forget = () => {
    recent = undefined;
  };
  const timer = setTimeout(forget, keptForMs).unref();
  const change =
    <A extends unknown[]>(method: (...args: A) => void) =>
    (...args: A) => {
      forget();
      method(...args);
    };
  const read = bodies.readBody.bind(bodies);
  bodies.readBody = (bucket, key) => {
    const path = `${bucket}/${key}`;
    const body = recent?.path === path ? recent.body : read(bucket, key);
    recent = { path, body };
    timer.refresh();
    return body;
  };
  bodies.upsertObject = change(bodies.upsertObject.bind(bodies));
  bodies.deleteObject = change(bodies.deleteObject.bind(bodies));
  bodies.completeMultipartUpload = change(bodies.completeMultipartUpload.bind(bodies));
  return bodies;
}
