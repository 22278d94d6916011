import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { buildArguments, imageName } from "../../../../local/lambda/containers/function-image.ts";

describe("the image of a function that runs in containers", () => {
  let context: string;
  let image: { context: string; dockerfile: string; buildArgs: Record<string, string> };
  beforeEach(() => {
    context = mkdtempSync(join(tmpdir(), "function-image-"));
    image = { context, dockerfile: join(context, "Dockerfile"), buildArgs: {} };
    writeFileSync(image.dockerfile, "FROM scratch\n");
    writeFileSync(join(context, "handler.js"), "1");
  });
  afterEach(() => rmSync(context, { recursive: true }));

  it("has a name that says what is in it, so that it is built once", () => {
    const name = imageName("p-dev-Orders_2", image);
    expect(name).to.match(/^lambdock-local\/p-dev-orders-2:[0-9a-f]{12}$/);
    expect(imageName("p-dev-Orders_2", { ...image })).to.equal(name);
    for (const other of [{ buildArgs: { BASE: "b" } }, { target: "lambda" }, { platform: "linux/arm64" }])
      expect(imageName("p-dev-Orders_2", { ...image, ...other })).not.to.equal(name);
    writeFileSync(join(context, "handler.js"), "2");
    expect(imageName("p-dev-Orders_2", image)).not.to.equal(name);
  });

  it("is built as it is declared, into this machine's Docker", () => {
    const declared = { ...image, target: "lambda", platform: "linux/amd64", builder: "mine" };
    const command = buildArguments("name:tag", { ...declared, buildArgs: { BASE: "b", EPOCH: "0" } });
    expect(command.join(" ")).to.equal(
      "buildx build --load --quiet --provenance=false --tag name:tag " +
        `--file ${image.dockerfile} --builder mine --target lambda --platform linux/amd64 ` +
        `--build-arg BASE=b --build-arg EPOCH=0 ${context}`,
    );
  });
});
