import { expect } from "chai";
import { call } from "./api-client.ts";
import { useConsole } from "./console-page.ts";

describe("data", () => {
  const at = useConsole();
  const stores = () => at().page.getByRole("navigation", { name: "Tables and buckets" });

  it("is browsed, queried by key, and queried by index", async () => {
    const { page, cloud, open } = at();
    const patientId = "browser-test";
    for (const date of ["2026-12-01", "2026-12-02"])
      await call(cloud, "POST", "/appointments", { patientId, date, time: "09:30", doctor: "Dr. Lee" });
    await open("/data");
    await stores()
      .getByRole("link", { name: /^appointments-/ })
      .click();
    await page.getByRole("columnheader", { name: "doctor" }).waitFor();
    const rows = page.locator("tbody tr");
    const form = page.locator("form.filters");
    const index = await form.getByLabel("Table or index").locator("option").nth(1).innerText();
    await form.getByLabel("Table or index").selectOption(index);
    await form.getByLabel("patientId =").fill(patientId);
    await form.getByRole("button", { name: "Query" }).click();
    await page.getByText("2 items", { exact: true }).waitFor();
    await form.getByRole("combobox").nth(1).selectOption(">");
    await form.getByLabel("Value of date").fill("2026-12-01");
    await form.getByRole("button", { name: "Query" }).click();
    await page.getByText("1 item", { exact: true }).waitFor();
    expect(await rows.innerText()).to.include("2026-12-02");
  });

  it("finds one item by its key, and says so when there is none", async () => {
    const { page, open } = at();
    await open("/data");
    await stores()
      .getByRole("link", { name: /^patients-/ })
      .click();
    await page.getByLabel("id =").fill("1");
    await page.getByRole("button", { name: "Query" }).click();
    await page.getByText("1 item", { exact: true }).waitFor();
    await page.getByLabel("id =").fill("nobody");
    await page.getByLabel("id =").press("Enter");
    await page.getByText("No item.").waitFor();
  });

  it("lists what a bucket holds", async () => {
    const { page, open } = at();
    await open("/data");
    await stores()
      .getByRole("link", { name: /^inventory-/ })
      .last()
      .click();
    await page.getByRole("cell", { name: "sample.txt" }).waitFor();
  });
});
