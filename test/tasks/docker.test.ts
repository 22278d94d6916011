import { expect } from "chai";
import { buildCommand, localImage } from "../../tasks/docker.ts";
import { ecrRegion, readRepositories } from "../../tasks/repositories.ts";
import { TaskError } from "../../tasks/task.ts";

describe("an image that is built by hand", () => {
  const build = { service: "idp", target: "lambda", image: "p-idp:v1", push: false, cache: true } as const;
  const line = (more: object) => buildCommand({ ...build, ...more }).join(" ");

  it("is one that Lambda accepts", () => {
    expect(line({})).to.equal(
      "docker buildx build --file functions/Dockerfile --target lambda --provenance=false --sbom=false " +
        "--build-arg SOURCE_DATE_EPOCH=0 --tag p-idp:v1 --load .build/idp",
    );
  });

  const options: readonly [object, string][] = [
    [{ cache: false }, " --no-cache "],
    [{ platform: "linux/arm64" }, " --platform linux/arm64 "],
    [{ builder: "lambdock" }, " --builder lambdock "],
    [{ baseImage: "mirror/base" }, " --build-arg BASE=mirror/base "],
    [{ baseImage: "mirror/node", target: "server" }, " --build-arg SERVER_BASE=mirror/node "],
    [{ push: true }, " --output type=registry,oci-mediatypes=false,rewrite-timestamp=true "],
  ];
  for (const [more, part] of options) {
    it(`with ${JSON.stringify(more)} has ${part.trim()}`, () => expect(line(more)).to.include(part));
  }

  it("has a name of its own for each target", () => {
    expect(localImage("p", "idp", "lambda", "dev")).to.equal("p-idp:dev");
    expect(localImage("p", "idp", "server", "dev")).to.equal("p-idp-server:dev");
  });
});

describe("repositories to push to", () => {
  const ECR = "123456789012.dkr.ecr.us-east-1.amazonaws.com";

  it("are read as the documented option has them", () => {
    const map = `{"idp": "${ECR}/p-idp", "players": "localhost:5000/p-players"}`;
    expect([...readRepositories(map, ["idp", "players"])]).to.deep.equal([
      ["idp", `${ECR}/p-idp`],
      ["players", "localhost:5000/p-players"],
    ]);
  });

  const wrong: readonly [string | undefined, string][] = [
    [undefined, "--push needs to know where to"],
    ["{", "--ecr-repo-map must be a JSON object"],
    ["[]", "--ecr-repo-map must name a repository for idp"],
    ['{"idp": "no-host"}', "--ecr-repo-map must name a repository for idp"],
    [`{"idp": "${ECR}/p-idp:v1"}`, "--ecr-repo-map must name a repository for idp"],
  ];
  for (const [text, message] of wrong) {
    it(`refuses ${text}`, () => expect(() => readRepositories(text, ["idp"])).to.throw(TaskError, message));
  }

  it("have a region on ECR alone", () => {
    expect(ecrRegion(ECR)).to.equal("us-east-1");
    expect(ecrRegion("localhost:5000")).to.equal(undefined);
    expect(ecrRegion(`${ECR}.example.com`)).to.equal(undefined);
  });
});
