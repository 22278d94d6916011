import { accountId } from "../arn.ts";
import { LocalError } from "../emulator.ts";
import type { DeclaredProgram } from "../program/declared.ts";
import { corsConfiguration } from "./declared-cors.ts";
import type { Warn } from "./declared-resources.ts";
import { type Declared, declared, describe } from "./declared-resources.ts";
import type { FunctionUrlDefinition } from "./definition.ts";
import { functionTarget } from "./function-target.ts";

type FunctionUrl = Declared<"aws:lambda/functionUrl:FunctionUrl">;

/**
 * The Function URLs of a program.
 * @throws LocalError when one names no function.
 */
export function declaredFunctionUrls(program: DeclaredProgram, warn: Warn): FunctionUrlDefinition[] {
  return declared(program, "aws:lambda/functionUrl:FunctionUrl").map((url) =>
    definitionOf(program, url, warn),
  );
}

function definitionOf(program: DeclaredProgram, url: FunctionUrl, warn: Warn): FunctionUrlDefinition {
  const name = describe("aws:lambda/functionUrl:FunctionUrl", url.logicalName);
  const target = functionTarget(url.functionArn || url.functionName) ?? functionTarget(url.functionName);
  if (target === undefined) {
    throw new LocalError(
      `${name} names the function ${JSON.stringify(url.functionName)}: use a function's name or ARN.`,
    );
  }
  if (url.authorizationType !== "NONE") {
    warn(
      `${name}: requests signed for ${url.authorizationType} are not emulated: every request is answered with 403.`,
    );
  }
  if (url.invokeMode === "RESPONSE_STREAM")
    warn(`${name}: response streaming is not emulated: answers are buffered.`);
  const cors = corsConfiguration(url.cors);
  const qualifier = url.qualifier || target.qualifier;
  return {
    urn: url.urn,
    urlId: url.urlId || url.functionUrl?.match(/^https?:\/\/([^.]+)\./)?.[1] || url.id,
    region: program.region,
    accountId: target.accountId ?? accountId,
    target: { ...target, ...(qualifier && { qualifier }) },
    authType: url.authorizationType === "NONE" ? "NONE" : "AWS_IAM",
    ...(cors && { cors }),
  };
}
