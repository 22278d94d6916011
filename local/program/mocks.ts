import type { runtime } from "@pulumi/pulumi";
import { awsxOutputs } from "./awsx-outputs.ts";
import { IMAGE_TYPE, imageDigest } from "./image-digest.ts";
import { providerFunction } from "./provider-functions.ts";
import { providerOutputs, type Surroundings } from "./provider-outputs.ts";

/** Answers a program's registrations as the providers would, with ids, ARNs and URLs that look real. */
export function programMocks(at: Surroundings, project: string): runtime.Mocks {
  return {
    newResource({ type, name, inputs, custom }) {
      const awsx = awsxOutputs(type, name, inputs, at);
      if (awsx !== undefined) return { id: name, state: awsx };
      if (type === IMAGE_TYPE) {
        const digest = imageDigest(inputs, project);
        return { id: name, state: { ...inputs, digest, contextHash: digest, ref: "" } };
      }
      // A component has no provider: it has no id, and its outputs are what it registers itself.
      if (custom === false) return { id: "", state: inputs };
      const { id, state } = providerOutputs({ type, name, inputs, at });
      return { id, state };
    },
    call: ({ token, inputs }) => providerFunction(token, inputs, at),
  };
}
