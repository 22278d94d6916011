import { expect } from "chai";
import { type PageFile, PageFiles } from "../../../../local/console/http/page-files.ts";

const script: PageFile = { contentType: "text/javascript", body: "1" };

describe("the files of the console's page", () => {
  it("are bundled once for all who ask", async () => {
    let times = 0;
    const files = new PageFiles(async () => {
      times += 1;
      return new Map([["/console.js", script]]);
    });
    const [first, second] = await Promise.all([files.file("/console.js"), files.file("/console.js")]);
    expect([first, second, await files.file("/console.js")]).to.deep.equal([script, script, script]);
    expect(times).to.equal(1);
  });

  it("are bundled again after a failure", async () => {
    let times = 0;
    const files = new PageFiles(async () => {
      times += 1;
      if (times === 1) throw new Error("no space left on device");
      return new Map([["/console.js", script]]);
    });
    const failed = await files.file("/console.js").catch((error: unknown) => error);
    expect(failed).to.have.property("message", "no space left on device");
    expect(await files.file("/console.js")).to.equal(script);
  });
});
