import { expect } from "chai";
import { call } from "./api-client.ts";
import { useConsole } from "./console-page.ts";

const MESSAGES = "lambdock-dev-messages";

describe("faults", () => {
  const at = useConsole();

  it("make requests fail from the click on, are seen on every page, and end by a click", async () => {
    const { page, cloud, open } = at();
    const status = async () => (await call(cloud, "PUT", "/message")).status;
    expect(await status()).to.equal(405);
    await open("/faults");
    await page.getByLabel("What fails").selectOption({ value: await targetNamed(cloud.console, MESSAGES) });
    await page.getByRole("main").getByRole("combobox").nth(1).selectOption("error");
    await page.getByRole("button", { name: "Switch on" }).click();
    const off = page.getByRole("button", { name: /^Switch off/ });
    await off.waitFor();
    expect(await status()).to.be.within(500, 599);
    await page.getByText("struck once").waitFor();
    await page.getByRole("link", { name: "Overview" }).click();
    await page.getByRole("heading", { name: "Overview", level: 1 }).waitFor();
    await page.getByText("A fault is on").waitFor();
    await page.getByRole("link", { name: "See all" }).click();
    await off.click();
    await page.getByText("No fault is on.").waitFor();
    expect(await status()).to.equal(405);
  });
});

/** A target goes by the name that the program has for it, or by its name in AWS. */
async function targetNamed(console: string, name: string): Promise<string> {
  const { targets } = (await (await fetch(`${console}/api/faults`)).json()) as {
    targets: readonly { name: string }[];
  };
  return targets.find((target) => name.endsWith(target.name))?.name ?? "";
}
