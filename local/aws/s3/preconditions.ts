import { AwsError } from "../aws-error.ts";

/** An object's state, as far as conditions ask for it. */
export interface ObjectState {
  /** Between quotes. */
  readonly etag: string;
  /** To the second. */
  readonly lastModified: Date;
}

type Headers = Readonly<Record<string, string>>;

/** Whether a request depends on an object's state. */
export function isConditional(headers: Headers): boolean {
  const names = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"];
  return names.some((name) => headers[name] !== undefined);
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-reads.html
 * @returns false when the client has the object already: 304
 * @throws AwsError PreconditionFailed
 */
export function permitsRead(headers: Headers, { etag, lastModified }: ObjectState): boolean {
  const ifMatch = headers["if-match"];
  const unchangedSince = timeOf(headers["if-unmodified-since"]);
  if (
    ifMatch !== undefined
      ? !names(ifMatch, etag)
      : unchangedSince !== undefined && lastModified > unchangedSince
  ) {
    throw preconditionFailed();
  }
  const ifNoneMatch = headers["if-none-match"];
  if (ifNoneMatch !== undefined) return !names(ifNoneMatch, etag);
  const changedSince = timeOf(headers["if-modified-since"]);
  return changedSince === undefined || lastModified > changedSince;
}

/**
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 * @param state undefined when there is no such object
 * @throws AwsError PreconditionFailed, NoSuchKey, NotImplemented
 */
export function checkWrite(headers: Headers, state: ObjectState | undefined): void {
  const ifNoneMatch = headers["if-none-match"];
  const ifMatch = headers["if-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*") {
    throw new AwsError(
      "NotImplemented",
      501,
      "A header you provided implies functionality that is not implemented",
    );
  }
  if (ifNoneMatch !== undefined && state) throw preconditionFailed();
  if (ifMatch === undefined) return;
  if (!state) throw noSuchKey();
  if (!names(ifMatch, state.etag)) throw preconditionFailed();
}

export function noSuchKey(): AwsError {
  return new AwsError("NoSuchKey", 404, "The specified key does not exist.");
}

export function preconditionFailed(): AwsError {
  const message = "At least one of the pre-conditions you specified did not hold";
  return new AwsError("PreconditionFailed", 412, message);
}

/** Whether a list of entity tags names this one. SDKs leave out the quotes at times. */
function names(list: string, etag: string): boolean {
  const bare = (text: string) => text.trim().replace(/^W\//, "").replaceAll('"', "");
  return list.trim() === "*" || list.split(",").some((each) => bare(each) === bare(etag));
}

/** Undefined for no date, and for one that can't be read: it is ignored. */
function timeOf(date: string | undefined): Date | undefined {
  const time = new Date(date ?? "");
  return Number.isNaN(time.getTime()) ? undefined : time;
}
