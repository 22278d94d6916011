import { Readable } from "node:stream";
import { AwsError } from "../aws-error.ts";
import type { AwsRequest, AwsResponse, Payload } from "../http-message.ts";
import { pathOf } from "./address.ts";
import type { S3Call } from "./call.ts";
import { Checksums } from "./checksums.ts";
import { copySourceOf } from "./copy-source.ts";
import type { EngineRequest, S3Engine } from "./engine.ts";
import { ask, headersFor, passOn, queryFor } from "./engine-answer.ts";
import { KeyLocks } from "./key-locks.ts";
import { notImplemented } from "./not-implemented.ts";
import { describeObject } from "./object-reads.ts";
import { checkWrite, type ObjectState, permitsRead, preconditionFailed } from "./preconditions.ts";

/** The engine keeps an object in one row of its database. S3's own limit is 5 GB for one request. */
const maxObjectBytes = 999_000_000;

/** Everything that makes, changes or removes an object. */
export class ObjectWrites {
  readonly #engine: S3Engine;
  readonly #locks = new KeyLocks();

  constructor(engine: S3Engine) {
    this.#engine = engine;
  }

  /** PutObject, and UploadPart, whose content is one of several. */
  async put(call: S3Call, request: AwsRequest & { readonly payload: Payload }): Promise<AwsResponse> {
    checkLength(request.headers);
    const { payload } = request;
    const checksums = await Checksums.of(request.headers);
    const isObject = call.operation === "PutObject";
    // A client learns early that its upload is in vain; what counts is the check at the end.
    if (isObject) await this.#check(call, request);
    const body = Readable.from(checksums.watch(payload.content), { objectMode: false });
    const verify = () => checksums.verify(payload.trailers);
    return isObject
      ? this.#write(call, request, { body, beforeEnd: verify })
      : this.#send(call, request, { body, beforeEnd: verify });
  }

  /** CopyObject and UploadPartCopy. */
  async copy(call: S3Call, request: AwsRequest): Promise<AwsResponse> {
    const { versionId = "null", ...source } = copySourceOf(request.headers["x-amz-copy-source"] ?? "");
    if (versionId !== "null") throw notImplemented(`${call.operation} from a version`);
    checkCopySource(request.headers, await describeObject(this.#engine, source));
    const headers = { "x-amz-copy-source": pathOf(source) };
    return call.operation === "CopyObject"
      ? this.#write(call, request, { headers })
      : this.#send(call, request, { headers });
  }

  async completeUpload(call: S3Call, request: AwsRequest): Promise<AwsResponse> {
    if (!request.body.includes("<Part>")) {
      const message =
        "The XML you provided was not well-formed or did not validate against our published schema";
      throw new AwsError("MalformedXML", 400, message);
    }
    return this.#write(call, request, { body: request.body });
  }

  async delete(call: S3Call, request: AwsRequest): Promise<AwsResponse> {
    if ((request.query.versionId ?? "null") !== "null")
      throw notImplemented(`${call.operation} of a version`);
    return this.#write(call, request, {});
  }

  /** What changes a key: its conditions hold until the change is made. */
  async #write(
    call: S3Call,
    request: AwsRequest,
    { beforeEnd, ...rest }: Partial<EngineRequest>,
  ): Promise<AwsResponse> {
    using held = new DisposableStack();
    return await this.#send(call, request, {
      ...rest,
      beforeEnd: async () => {
        const trailers = (await beforeEnd?.()) ?? {};
        held.use(await this.#locks.hold(pathOf(call)));
        await this.#check(call, request);
        return trailers;
      },
    });
  }

  async #send(call: S3Call, request: AwsRequest, more: Partial<EngineRequest>): Promise<AwsResponse> {
    const headers = { ...headersFor(request), ...more.headers };
    const path = pathOf(call) + queryFor(request);
    return passOn(
      await ask(this.#engine, { method: request.method, path, ...more, headers }),
      request.requestId,
    );
  }

  async #check(call: S3Call, { headers }: AwsRequest): Promise<void> {
    if (headers["if-match"] === undefined && headers["if-none-match"] === undefined) return;
    checkWrite(headers, await this.#stateOf(call));
  }

  async #stateOf(call: S3Call): Promise<ObjectState | undefined> {
    try {
      return await describeObject(this.#engine, call);
    } catch (error) {
      if (error instanceof AwsError && error.status === 404) return undefined;
      throw error;
    }
  }
}

function checkLength(headers: AwsRequest["headers"]): void {
  const declared = headers["x-amz-decoded-content-length"] ?? headers["content-length"];
  if (declared === undefined) {
    throw new AwsError("MissingContentLength", 411, "You must provide the Content-Length HTTP header.");
  }
  if (Number(declared) > maxObjectBytes) {
    throw new AwsError("EntityTooLarge", 400, "Your proposed upload exceeds the maximum allowed size");
  }
}

/** The conditions on a copy's source have names of their own, and say PreconditionFailed where a read says 304. */
function checkCopySource(headers: AwsRequest["headers"], state: ObjectState): void {
  const conditions = ["if-match", "if-none-match", "if-modified-since", "if-unmodified-since"].flatMap(
    (name) => {
      const value = headers[`x-amz-copy-source-${name}`];
      return value === undefined ? [] : [[name, value] as const];
    },
  );
  if (!permitsRead(Object.fromEntries(conditions), state)) throw preconditionFailed();
}
