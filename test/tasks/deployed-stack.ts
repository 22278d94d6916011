import type { StackOutputs } from "../../tasks/stack-outputs.ts";

/** Outputs of a stack with one function, whose new version is not live yet. */
export function deployedStack(repositoryUrl: string): StackOutputs {
  return {
    apiUrl: "http://api.test",
    apiLogGroup: "/aws/vendedlogs/p",
    functionUrls: {},
    deployedFunctions: {
      idp: {
        name: "lambdock-dev-idp",
        version: "3",
        liveVersion: "2",
        logGroup: "/aws/lambda/lambdock-dev-idp",
        repositoryUrl,
      },
    },
  };
}
