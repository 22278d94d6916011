import type { FunctionDefinition } from "./definition.ts";
import { destinationRecord, type EndedEvent, type EventEnd } from "./destination-record.ts";
import type { FunctionCredentials } from "./function-environment.ts";
import type { RunnerServices } from "./function-runner.ts";

/** A POST to the AWS endpoint, to be signed with a function's own credentials. */
export interface AwsPost {
  readonly region: string;
  /** The signing name: `lambda`, `sns`. */
  readonly service: string;
  readonly credentials: FunctionCredentials;
  /** Default: `/`. */
  readonly path?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface DestinationServices extends Pick<RunnerServices, "events" | "credentialsFor"> {
  postToAws(post: AwsPost): Promise<Response>;
}

/** What goes where. */
interface Delivery {
  readonly arn: string;
  readonly message: string;
}

/** How each service that is emulated takes a message, below its name in ARNs. */
const requests: Readonly<Record<string, (delivery: Delivery) => Pick<AwsPost, "path" | "headers" | "body">>> =
  {
    lambda: ({ arn, message }) => ({
      path: `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`,
      headers: { "content-type": "application/json", "x-amz-invocation-type": "Event" },
      body: message,
    }),
    sns: ({ arn, message }) => ({
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({
        Action: "Publish",
        Version: "2010-03-31",
        TopicArn: arn,
        Message: message,
      }).toString(),
    }),
  };

/**
 * Where events go that nobody waited for: destinations and dead-letter topics. They are told through the AWS endpoint
 * with the function's credentials, so that its role decides.
 */
export class Destinations {
  readonly #services: DestinationServices;
  #warned: ReadonlySet<string> = new Set();

  constructor(services: DestinationServices) {
    this.#services = services;
  }

  /** Tells by name, once, what is not emulated. */
  declare(definitions: readonly FunctionDefinition[]): void {
    const warnings = new Set(definitions.flatMap(warningsOf));
    for (const message of warnings)
      if (!this.#warned.has(message)) this.#services.events.notice("warning", message);
    this.#warned = warnings;
  }

  /** @returns whether the end of the event is told to anybody */
  deliver(definition: FunctionDefinition, event: EndedEvent, end: EventEnd): boolean {
    const deliveries = deliveriesOf(definition, event, end).filter(({ arn }) => isEmulated(arn));
    for (const delivery of deliveries) {
      this.#send(definition, delivery).catch(({ message }: Error) => {
        const what = `Function "${definition.configuration.name}": the end of event ${event.requestId}`;
        this.#services.events.notice("warning", `${what} was not delivered to ${delivery.arn}: ${message}`);
      });
    }
    return deliveries.length > 0;
  }

  /** @throws Error with the service's answer when it refuses */
  async #send({ configuration }: FunctionDefinition, delivery: Delivery): Promise<void> {
    const { credentialsFor, postToAws } = this.#services;
    const service = serviceOf(delivery.arn);
    const request = requests[service]?.(delivery);
    if (!request) return;
    const credentials = await credentialsFor(configuration.roleArn, configuration.name);
    const { region } = configuration;
    const response = await postToAws({ region, service, credentials, ...request });
    const answer = await response.text();
    if (!response.ok) throw new Error(`${service} answered ${response.status}, ${answer}`);
  }
}

function deliveriesOf({ asynchronous }: FunctionDefinition, event: EndedEvent, end: EventEnd): Delivery[] {
  const { onSuccess, onFailure, deadLetter } = asynchronous;
  const arn = end.condition === "Success" ? onSuccess : onFailure;
  return [
    ...(arn === undefined ? [] : [{ arn, message: JSON.stringify(destinationRecord(event, end)) }]),
    // A dead-letter topic gets the event itself.
    ...(end.condition === "Success" || deadLetter === undefined
      ? []
      : [{ arn: deadLetter, message: event.payload.toString() }]),
  ];
}

function warningsOf({ configuration, asynchronous }: FunctionDefinition): string[] {
  const { onSuccess, onFailure, deadLetter } = asynchronous;
  return Object.entries({
    "destination of successes": onSuccess,
    "destination of failures": onFailure,
    "dead-letter queue": deadLetter,
  }).flatMap(([what, arn]) =>
    arn === undefined || isEmulated(arn)
      ? []
      : [`Function "${configuration.name}": its ${what}, ${arn}, is not emulated: it gets nothing here.`],
  );
}

function isEmulated(arn: string): boolean {
  return Object.hasOwn(requests, serviceOf(arn));
}

function serviceOf(arn: string): string {
  return arn.split(":")[2] ?? "";
}
