import { Container } from "./container.ts";
import { placeholderEnvironment, workbench } from "./workbench.ts";

/** A payload 2.0 answer, as Lambda returns it. */
export interface LambdaAnswer {
  readonly statusCode?: number;
  readonly body?: string;
  /** Set when the function failed instead of answering. */
  readonly errorType?: string;
  readonly errorMessage?: string;
}

/** Whom Lambda runs functions as: `sbx_user1051`. */
export const LAMBDA_USER = "993:990";

export interface LambdaOptions {
  readonly user?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * Starts a function's `lambda` image behind the emulator, with what Lambda gives it: its user, a read-only root, and a
 * writable /tmp. Its AWS endpoint refuses connections unless the environment names another one.
 */
export async function startLambda(
  name: string,
  { user = LAMBDA_USER, environment = {} }: LambdaOptions = {},
): Promise<Container> {
  const { name: image } = await (await workbench()).image(name, "lambda");
  return Container.start({
    image,
    port: 8080,
    user,
    options: ["--tmpfs", "/tmp:mode=1777"],
    environment: { ...AWS_REFUSED, ...(await placeholderEnvironment(name)), ...environment },
  });
}

/** Environment of a function whose every AWS call fails at once. */
export const AWS_REFUSED = {
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_REGION: "eu-central-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
};

/** Invokes as AWS's documentation does it with curl. */
export async function invoke(container: Container, event: unknown): Promise<LambdaAnswer> {
  const response = await fetch(`${container.url}/2015-03-31/functions/function/invocations`, {
    method: "POST",
    body: JSON.stringify(event),
  });
  return (await response.json()) as LambdaAnswer;
}
