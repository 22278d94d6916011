import { expect } from "chai";
import { cleanEnvironment } from "../../../bench/serve/npm-environment.ts";

describe("cleanEnvironment", () => {
  it("leaves out what npm tells its scripts, and nothing else", () => {
    const environment = {
      PATH: "/bin",
      npm_config_local_prefix: "/project",
      NPM_CONFIG_PREFIX: "/usr",
      INIT_CWD: "/project",
      INIT_CWD_OF: "mine",
      EMPTY: "",
      ABSENT: undefined,
    };
    expect(cleanEnvironment(environment)).to.deep.equal({ PATH: "/bin", INIT_CWD_OF: "mine", EMPTY: "" });
  });
});
