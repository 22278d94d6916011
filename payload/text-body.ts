/**
 * Whether API Gateway hands a body over as text; any other is base64. Text are `text/*`, JSON, XML and JavaScript, as
 * seen on HTTP APIs: `application/x-www-form-urlencoded`, `application/problem+json` and a body without content type
 * are binary there. A compressed body is binary whatever its type.
 */
export function isTextBody(contentType: string | undefined, contentEncoding: string | undefined): boolean {
  if (contentEncoding !== undefined && contentEncoding.trim().toLowerCase() !== "identity") return false;
  const mediaType = (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
  return mediaType.startsWith("text/") || TEXT_TYPES.has(mediaType);
}

const TEXT_TYPES: ReadonlySet<string> = new Set([
  "application/json",
  "application/xml",
  "application/javascript",
]);
