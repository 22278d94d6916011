/** The parts of fauxqs's store that begin multipart uploads. */
interface Uploads {
  createMultipartUpload(bucket: string, key: string, ...rest: never[]): string;
  restoreMultipartUpload(upload: {
    readonly uploadId: string;
    readonly bucket: string;
    readonly key: string;
  }): void;
}

/** Where each multipart upload goes, `/bucket/key` by its id: fauxqs takes any upload's id under any object's path. */
export function uploadPaths<T extends Uploads>(store: T): ReadonlyMap<string, string> {
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
