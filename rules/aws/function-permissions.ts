import { type Problem, type Resource, type Rule, stackRule } from "../rule.ts";
import { mayBe, ofType, physicalName, textOf } from "../values.ts";

const PERMISSION = "aws:lambda/permission:Permission";
const MAXIMUM_BYTES = 20_480;

/** For an id that is not known yet: as long as one can be. */
const LONGEST_STATEMENT_ID = "x".repeat(100);

/** What of a function's own policy its permissions come to. Lambda keeps one policy for each alias. */
export const functionPermissionRules: readonly Rule[] = [
  stackRule({
    id: "function-policy-size",
    sentence: `The permissions to invoke one alias are a policy of at most ${MAXIMUM_BYTES} bytes.`,
    source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html",
    problems: (resources) =>
      Object.values(Object.groupBy(ofType(resources, PERMISSION), target)).flatMap((same = []): Problem[] => {
        const bytes = same.reduce((sum, permission) => sum + Buffer.byteLength(statement(permission)), 0);
        const resource = same.at(-1);
        if (resource === undefined || bytes <= MAXIMUM_BYTES) return [];
        const what =
          `is the last of ${same.length} permissions on ${target(resource)} with ${bytes} bytes. ` +
          `Use at most ${MAXIMUM_BYTES}: grant several routes by one source ARN with a wildcard.`;
        return [{ resource, what }];
      }),
  }),
  stackRule({
    id: "function-url-grants",
    sentence:
      "A public Function URL has two grants: lambda:InvokeFunctionUrl, and lambda:InvokeFunction on condition that the call comes by the URL.",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
    problems: (resources) =>
      ofType(resources, "aws:lambda/functionUrl:FunctionUrl")
        .filter(({ inputs }) => inputs.authorizationType === "NONE")
        .flatMap((url) =>
          GRANTS.filter(
            ({ isGranted }) => !grantsOf(url, resources).some(({ inputs }) => isGranted(inputs)),
          ).map(({ says }) => ({ resource: url, what: `is public but lacks the permission ${says}.` })),
        ),
  }),
];

const GRANTS = [
  {
    says: "lambda:InvokeFunctionUrl with functionUrlAuthType NONE",
    isGranted: (inputs: Resource["inputs"]) =>
      inputs.action === "lambda:InvokeFunctionUrl" && mayBe(inputs.functionUrlAuthType, "NONE"),
  },
  {
    says: "lambda:InvokeFunction with invokedViaFunctionUrl",
    isGranted: (inputs: Resource["inputs"]) =>
      inputs.action === "lambda:InvokeFunction" && mayBe(inputs.invokedViaFunctionUrl, true),
  },
];

function grantsOf(url: Resource, resources: readonly Resource[]): Resource[] {
  const { functionName, qualifier } = url.inputs;
  return ofType(resources, PERMISSION).filter(
    ({ inputs }) =>
      inputs.principal === "*" && mayBe(inputs.function, functionName) && mayBe(inputs.qualifier, qualifier),
  );
}

/** `<function>:<alias>`, as far as it is known. */
function target({ inputs }: Resource): string {
  return [inputs.function, inputs.qualifier].map((part) => textOf(part) ?? "?").join(":");
}

/** The statement that Lambda writes into the policy for a permission. */
function statement(permission: Resource): string {
  const { inputs } = permission;
  const { action, principal, sourceArn, sourceAccount } = inputs;
  const fn = textOf(inputs.function) ?? "";
  return JSON.stringify({
    Sid: physicalName(permission) ?? LONGEST_STATEMENT_ID,
    Effect: "Allow",
    Principal: { Service: principal },
    Action: action,
    Resource: `arn:aws:lambda:eu-central-1:000000000000:function:${fn}:${textOf(inputs.qualifier) ?? ""}`,
    Condition: {
      ArnLike: { "AWS:SourceArn": sourceArn },
      StringEquals: { "AWS:SourceAccount": sourceAccount },
    },
  });
}
