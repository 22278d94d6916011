import type { IncomingMessage } from "node:http";
import type { AccessDecision, EventStream } from "../events.ts";
import { type Faults, noFaults } from "../faults/faults.ts";
import { AuthenticationError, missingSignature, unknownAccessKey } from "./authentication-error.ts";
import { decide, type RolePolicies } from "./authorization.ts";
import { AwsError } from "./aws-error.ts";
import { anonymous, type Caller, type CredentialStore, type Credentials, operator } from "./credentials.ts";
import { faultError } from "./fault-error.ts";
import type { AwsRequest, AwsResponse } from "./http-message.ts";
import { ClientGone, type RequestHead, readBody, readHead } from "./http-request.ts";
import { openPayload } from "./payload/open-payload.ts";
import { likelyProtocol } from "./protocols/likely-protocol.ts";
import type { AwsProtocol } from "./protocols/protocol.ts";
import type { AccessRequest, AwsService } from "./service.ts";
import { SignatureVerifier } from "./signature.ts";
import { type SignatureParameters, signatureParameters } from "./signature-parameters.ts";

export interface ServiceCallsOptions {
  readonly events: EventStream;
  readonly credentials: CredentialStore;
  readonly policies: RolePolicies;
  readonly services: readonly AwsService[];
  /** What befalls calls; nothing by default. */
  readonly faults?: Faults;
  readonly now?: () => number;
}

/** What becomes known about a call while it is answered, for the event that tells of it. */
interface CallRecord {
  readonly requestId: string;
  readonly time: number;
  readonly start: number;
  service: string;
  action: string;
  caller?: Caller;
  readonly decisions: AccessDecision[];
  resources: readonly string[] | undefined;
  failedResources?: readonly string[];
}

/** A call that has come, and how its service speaks. */
interface ArrivingCall {
  readonly service: AwsService;
  readonly protocol: AwsProtocol;
  readonly parameters: SignatureParameters | undefined;
  readonly incoming: IncomingMessage;
  readonly head: RequestHead;
}

/** The same once its body has been read. */
interface ReadCall {
  readonly service: AwsService;
  readonly protocol: AwsProtocol;
  readonly request: AwsRequest;
}

const noBody = Buffer.alloc(0);

/** The way of a call to an AWS service: signature, caller, policies, service. Publishes one event for each call. */
export class ServiceCalls {
  readonly #options: ServiceCallsOptions;
  readonly #faults: Faults;
  readonly #services = new Map<string, AwsService>();
  readonly #verifier: SignatureVerifier;

  constructor(options: ServiceCallsOptions) {
    this.#options = options;
    this.#faults = options.faults ?? noFaults;
    this.#verifier = new SignatureVerifier(options.now);
    for (const service of options.services) {
      for (const name of service.signingNames) this.#services.set(name, service);
    }
  }

  /** Always answers, with AWS's own error where something is wrong. @throws ClientGone */
  async answer(incoming: IncomingMessage, requestId: string): Promise<AwsResponse> {
    const head = readHead(incoming);
    const call: CallRecord = {
      requestId,
      time: Date.now(),
      start: performance.now(),
      service: "",
      action: "",
      decisions: [],
      resources: undefined,
    };
    let protocol = likelyProtocol(head);
    let response: AwsResponse;
    try {
      const parameters = signatureParameters(head);
      const service = this.#serviceOf(head, parameters);
      protocol = service.protocolOf?.(head) ?? service.protocol;
      response = await this.#call({ service, protocol, parameters, incoming, head }, call);
    } catch (error) {
      if (error instanceof ClientGone) throw error;
      response = protocol.errorResponse(this.#awsError(error, protocol, head), requestId);
    }
    this.#publish(call, response);
    return response;
  }

  #serviceOf(head: RequestHead, parameters: SignatureParameters | undefined): AwsService {
    if (parameters) {
      const service = this.#services.get(parameters.service);
      if (service) return service;
      const message = `The local cloud has no service "${parameters.service}". It has ${[...this.#services.keys()].join(", ")}.`;
      throw new AwsError("UnknownOperationException", 404, message);
    }
    const open = this.#options.services.find((service) => service.acceptsUnsigned?.(head.method, head.path));
    if (!open || isFromBrowser(head)) throw missingSignature();
    return open;
  }

  async #call(
    { service, protocol, parameters, incoming, head }: ArrivingCall,
    call: CallRecord,
  ): Promise<AwsResponse> {
    call.service = parameters?.service ?? service.signingNames[0] ?? "";
    const body = service.streamsBody?.(head) ? undefined : await readBody(incoming, service.maxBodyBytes);
    const region = parameters?.region ?? "";
    const request: AwsRequest = { ...head, body: body ?? noBody, region, requestId: call.requestId };
    call.action = service.action(request);
    const credentials = parameters && (await this.#authenticate(head, body, parameters, service));
    call.caller = credentials?.caller ?? operator;
    const accesses = accessesOf(service, request, call.caller);
    call.resources = accesses && [...new Set(accesses.map(({ resource }) => resource))];
    if (accesses && call.caller.role)
      this.#authorize(call, call.caller, accesses, { service, protocol, request });
    await this.#befall(call, { service, protocol, request });
    const signer = credentials && this.#verifier.chunkSigner(parameters, credentials, service.signatureRules);
    const payload = body ? undefined : openPayload(incoming, head, parameters?.signature, signer);
    return service.handle(payload ? { ...request, payload } : request, call.caller, call.decisions);
  }

  async #authenticate(
    head: RequestHead,
    body: Buffer | undefined,
    parameters: SignatureParameters,
    service: AwsService,
  ): Promise<Credentials> {
    const credentials = this.#options.credentials.find(parameters.accessKeyId);
    if (!credentials) throw unknownAccessKey();
    await this.#verifier.verify({ ...head, body }, parameters, credentials, service.signatureRules);
    return credentials;
  }

  #authorize(
    call: CallRecord,
    caller: Caller,
    accesses: readonly AccessRequest[],
    { service, protocol, request }: ReadCall,
  ): void {
    const { decisions, refusal } = decide(caller, request.region, accesses, this.#options.policies);
    call.decisions.push(...decisions);
    if (refusal !== undefined && !service.answersInParts?.(request)) throw protocol.accessDenied(refusal);
  }

  /** Carries out what a fault has in store for the call. @throws AwsError */
  async #befall(call: CallRecord, { service, protocol, request }: ReadCall): Promise<void> {
    const { latencyMs, failure } = this.#faults.ofCall(call.resources ?? []);
    if (latencyMs > 0) await this.#faults.wait(latencyMs);
    if (failure === undefined) return;
    call.failedResources = failure.resources;
    throw faultError(failure, {
      service,
      protocol,
      request,
      action: call.action,
      caller: call.caller ?? operator,
    });
  }

  #awsError(error: unknown, protocol: AwsProtocol, head: RequestHead): AwsError {
    if (error instanceof AwsError) return error;
    if (error instanceof AuthenticationError) return protocol.authenticationError(error);
    const why = error instanceof Error ? (error.stack ?? error.message) : String(error);
    this.#options.events.notice("error", `AWS endpoint: ${head.method} ${head.path} failed: ${why}`);
    return new AwsError("InternalFailure", 500, "The local cloud failed to answer; its own log says why.");
  }

  #publish(call: CallRecord, { status, error }: AwsResponse): void {
    const { caller } = call;
    this.#options.events.publish({
      type: "aws-call",
      time: call.time,
      service: call.service,
      action: call.action,
      principal: caller?.arn ?? anonymous,
      ...(caller?.role && { roleName: caller.role.name }),
      ...(caller?.functionName !== undefined && { functionName: caller.functionName }),
      requestId: call.requestId,
      status,
      durationMs: performance.now() - call.start,
      decisions: call.decisions,
      ...(call.resources && { resources: call.resources }),
      ...(call.failedResources && { failedResources: call.failedResources }),
      ...(error && { errorCode: error.code, errorMessage: error.message }),
    });
  }
}

/**
 * What the call is about. The operator needs no permission, so a call of its that can't be read is left to the service.
 * @throws AwsError
 */
function accessesOf(
  service: AwsService,
  request: AwsRequest,
  { role }: Caller,
): readonly AccessRequest[] | undefined {
  try {
    return service.authorize(request);
  } catch (error) {
    if (role || !(error instanceof AwsError)) throw error;
    return undefined;
  }
}

/** A web page can send a request without a signature to any local port; curl and the like send neither header. */
function isFromBrowser({ headers }: RequestHead): boolean {
  return headers.origin !== undefined || headers["sec-fetch-site"] !== undefined;
}
