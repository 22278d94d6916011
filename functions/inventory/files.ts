import { GetObjectCommand, type GetObjectCommandOutput, NoSuchKey, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { FILE_BYTES } from "../shared/answer-size.ts";
import { traced } from "../shared/traced.ts";
import { step } from "../shared/tracing.ts";
import { Bucket } from "./environment.ts";
import { StorageError } from "./errors.ts";
import { contentDisposition, isFileName } from "./file-name.ts";

/** Seconds in which a client must follow a redirect; a download that has begun goes on after them. */
const URL_SECONDS = 300;

const client = traced(new S3Client({}));

/** A file as it can be handed out: its bytes, or for a large one a URL that has them for a short time. */
export type Download =
  | {
      readonly bytes: Uint8Array;
      readonly contentType: string;
      readonly contentEncoding: string | undefined;
    }
  | { readonly location: string };

/**
 * Opens a file of the bucket. Of one that is too large for an answer not a byte is read.
 * @returns undefined when there is no such file
 * @throws StorageError
 */
export async function download(name: string): Promise<Download | undefined> {
  if (!isFileName(name)) return undefined;
  try {
    const {
      Body,
      ContentLength = 0,
      ...object
    } = await client.send(new GetObjectCommand({ Bucket, Key: name }));
    if (ContentLength > FILE_BYTES) {
      abandon(Body);
      return { location: await temporaryUrl(name) };
    }
    return {
      bytes: (await step("read file", async () => Body?.transformToByteArray())) ?? new Uint8Array(),
      contentType: object.ContentType ?? "application/octet-stream",
      contentEncoding: object.ContentEncoding,
    };
  } catch (cause) {
    if (cause instanceof NoSuchKey) return undefined;
    throw new StorageError("The files can't be reached", { cause });
  }
}

/** Closes the connection instead of reading on. */
function abandon(body: GetObjectCommandOutput["Body"]): void {
  if (body !== undefined && "destroy" in body) body.destroy();
}

function temporaryUrl(name: string): Promise<string> {
  const ResponseContentDisposition = contentDisposition(name);
  const command = new GetObjectCommand({ Bucket, Key: name, ResponseContentDisposition });
  return getSignedUrl(client, command, { expiresIn: URL_SECONDS });
}
