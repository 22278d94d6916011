import { resourceRule } from "../rule.ts";
import { physicalName } from "../values.ts";

const FORM = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const ADDRESS = /^\d+\.\d+\.\d+\.\d+$/;
const RESERVED_PREFIXES = ["xn--", "sthree-", "amzn-s3-demo-"];
const RESERVED_SUFFIXES = ["-s3alias", "--ol-s3", ".mrap", "--x-s3", "--table-s3"];

export const bucketName = resourceRule({
  id: "bucket-name",
  sentence:
    "A bucket's name has 3 to 63 lower-case letters, digits, dots and dashes, in the forms that S3 leaves free.",
  source: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
  types: ["aws:s3/bucket:Bucket"],
  problems(resource) {
    const name = physicalName(resource);
    const wrong = name === undefined ? undefined : whatIsWrong(name);
    return wrong === undefined ? [] : [`is named "${name}" in AWS, which ${wrong}.`];
  },
});

function whatIsWrong(name: string): string | undefined {
  const prefix = RESERVED_PREFIXES.find((reserved) => name.startsWith(reserved));
  const suffix = RESERVED_SUFFIXES.find((reserved) => name.endsWith(reserved));
  if (!FORM.test(name)) {
    return 'may have 3 to 63 lower-case letters, digits, "." and "-", and begins and ends with a letter or digit';
  }
  if (name.includes("..")) return "may not have two dots in a row";
  if (ADDRESS.test(name)) return "may not look like an IP address";
  if (prefix !== undefined) return `may not begin with "${prefix}"`;
  if (suffix !== undefined) return `may not end with "${suffix}"`;
  return undefined;
}
