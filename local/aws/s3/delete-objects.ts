import { parseXML } from "@aws-sdk/xml-builder";
import * as v from "valibot";
import { AwsError } from "../aws-error.ts";
import { escapeXml } from "../protocols/xml.ts";
import { notImplemented } from "./not-implemented.ts";

const objectSchema = v.object({ Key: v.pipe(v.string(), v.minLength(1)), VersionId: v.optional(v.string()) });
const requestSchema = v.object({
  Delete: v.object({
    Object: v.pipe(
      v.union([objectSchema, v.array(objectSchema)]),
      v.transform((given) => [given].flat()),
      v.maxLength(1000),
    ),
    Quiet: v.optional(v.string()),
  }),
});

/** The body of DeleteObjects. @throws AwsError MalformedXML, or NotImplemented where it names versions */
function parse(body: Buffer): v.InferOutput<typeof requestSchema>["Delete"] {
  const result = v.safeParse(requestSchema, readXml(body));
  if (!result.success) throw malformed();
  const { Delete: request } = result.output;
  if (request.Object.some(({ VersionId = "null" }) => VersionId !== "null")) {
    throw notImplemented("DeleteObjects of versions");
  }
  return request;
}

function readXml(body: Buffer): unknown {
  try {
    return parseXML(body.toString());
  } catch {
    throw malformed();
  }
}

function malformed(): AwsError {
  const message = "The XML you provided was not well-formed or did not validate against our published schema";
  return new AwsError("MalformedXML", 400, message);
}

/** @throws AwsError */
export function keysToDelete(body: Buffer): string[] {
  return parse(body).Object.map(({ Key }) => Key);
}

/** @throws AwsError */
export function isQuiet(body: Buffer): boolean {
  return parse(body).Quiet === "true";
}

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** The engine's body: these keys and no other. */
export function deletion(keys: readonly string[]): string {
  const objects = keys.map((key) => `<Object><Key>${escapeXml(key)}</Key></Object>`);
  return `${declaration}<Delete ${namespace}><Quiet>true</Quiet>${objects.join("")}</Delete>`;
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/API_DeleteObjects.html */
export function deletionResult(deleted: readonly string[], denied: readonly string[]): string {
  const entries = [
    ...deleted.map((key) => `<Deleted><Key>${escapeXml(key)}</Key></Deleted>`),
    ...denied.map(
      (key) =>
        `<Error><Key>${escapeXml(key)}</Key><Code>AccessDenied</Code><Message>Access Denied</Message></Error>`,
    ),
  ];
  return `${declaration}<DeleteResult ${namespace}>${entries.join("")}</DeleteResult>`;
}
