import { create } from "content-disposition";

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html */
const LONGEST_KEY_BYTES = 1024;

/**
 * Whether the name can be a file's in the bucket. A segment that is `.` or `..` can't: whatever lies between here and
 * S3 may resolve it, and leave the bucket where the bucket is part of the path.
 */
export function isFileName(name: string): boolean {
  return (
    name !== "" &&
    name.isWellFormed() &&
    !name.includes("\0") &&
    Buffer.byteLength(name) <= LONGEST_KEY_BYTES &&
    !name.split("/").some((segment) => segment === "." || segment === "..")
  );
}

/**
 * The header that has a client save what it gets, under the file's name: as it is where it is a token, else quoted,
 * and beside that in UTF-8 where it has other characters than ASCII's.
 * https://www.rfc-editor.org/rfc/rfc6266
 */
export function contentDisposition(name: string): string {
  return create(name);
}
