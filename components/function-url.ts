import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/**
 * A public HTTPS endpoint of an alias, without authentication. It takes two grants: one to use the URL, and one to
 * invoke the function, which holds through the URL only. Without that condition every AWS account may invoke it.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html
 */
export function declareFunctionUrl(
  name: string,
  alias: aws.lambda.Alias,
  parent: pulumi.Resource,
): aws.lambda.FunctionUrl {
  const target = { function: alias.functionName, qualifier: alias.name };
  const url = new aws.lambda.FunctionUrl(
    name,
    {
      functionName: alias.functionName,
      qualifier: alias.name,
      authorizationType: "NONE",
      invokeMode: "BUFFERED",
    },
    { parent },
  );
  new aws.lambda.Permission(
    `${name}-url`,
    { ...target, action: "lambda:InvokeFunctionUrl", principal: "*", functionUrlAuthType: "NONE" },
    { parent },
  );
  new aws.lambda.Permission(
    `${name}-url-invoke`,
    { ...target, action: "lambda:InvokeFunction", principal: "*", invokedViaFunctionUrl: true },
    { parent },
  );
  return url;
}
