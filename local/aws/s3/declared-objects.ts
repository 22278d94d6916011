import { access, constants, readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { LocalError } from "../../emulator.ts";
import { type DeclaredProgram, type DeclaredResource, ofType } from "../../program/declared.ts";
import { bucketNameOf } from "./declared-buckets.ts";

export const objectTypes = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

/** An object that a program declares. */
export interface DeclaredObject {
  readonly urn: string;
  readonly bucket: string;
  readonly key: string;
  /** What it is stored with. */
  readonly headers: Readonly<Record<string, string>>;
  /** @throws LocalError when its source can't be read */
  check(): Promise<void>;
  /** @throws LocalError when its source can't be read */
  content(): Promise<Buffer>;
}

export function declaredObjects(program: DeclaredProgram): DeclaredObject[] {
  return objectTypes.flatMap((type) => ofType(program, type)).map((resource) => objectOf(resource, program));
}

/** `inputs` hold an asset as unresolved promises; `outputs` hold it as it is. */
function objectOf({ urn, name, outputs }: DeclaredResource, { directory }: DeclaredProgram): DeclaredObject {
  return {
    urn,
    bucket: bucketNameOf(outputs.bucket),
    key: String(outputs.key ?? name),
    headers: headersOf(outputs),
    async check() {
      const source = sourceOf(name, outputs, directory);
      if (typeof source === "string") await fromFile(name, () => access(source, constants.R_OK));
    },
    async content() {
      const source = sourceOf(name, outputs, directory);
      return typeof source === "string" ? fromFile(name, () => readFile(source)) : source;
    },
  };
}

const headerInputs: Readonly<Record<string, string>> = {
  cacheControl: "cache-control",
  contentDisposition: "content-disposition",
  contentEncoding: "content-encoding",
  contentLanguage: "content-language",
  contentType: "content-type",
};

function headersOf(outputs: DeclaredResource["outputs"]): Record<string, string> {
  const headers: Record<string, string> = { "content-type": "application/octet-stream" };
  for (const [input, header] of Object.entries(headerInputs)) {
    if (typeof outputs[input] === "string") headers[header] = outputs[input];
  }
  for (const [name, value] of Object.entries(outputs.metadata ?? {})) {
    headers[`x-amz-meta-${name.toLowerCase()}`] = String(value);
  }
  return headers;
}

/** Its content, or the path of the file that has it. @throws LocalError for a source of another kind */
function sourceOf(
  name: string,
  { content, contentBase64, source }: DeclaredResource["outputs"],
  directory: string,
): Buffer | string {
  if (typeof content === "string") return Buffer.from(content);
  if (typeof contentBase64 === "string") return Buffer.from(contentBase64, "base64");
  if (source === undefined) return Buffer.alloc(0);
  const { text, path } =
    typeof source === "object" && source !== null ? { text: undefined, path: undefined, ...source } : {};
  if (typeof text === "string") return Buffer.from(text);
  if (typeof path === "string" && !("__pulumiArchive" in Object(source))) return resolve(directory, path);
  throw new LocalError(
    `S3 object "${name}": the local cloud takes content, contentBase64, a StringAsset or a FileAsset, not an archive or a URL.`,
  );
}

async function fromFile<T>(name: string, look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new LocalError(`S3 object "${name}": its source can't be read (${why}).`);
  }
}
