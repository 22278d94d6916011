import { expect } from "chai";
import type { Changes } from "../../changes/compare.ts";
import { markdown } from "../../changes/markdown.ts";

const none = { added: [], removed: [], changed: [] };
const NOTHING: Changes = { permissions: none, routes: none, bundles: none, alarms: none, unwatched: [] };
const compared = { against: "main", stack: "dev" };
const text = (changes: Partial<Changes>) => markdown({ ...NOTHING, ...changes }, compared);
const permission = (effect: "Allow" | "Deny", action: string) => ({
  effect,
  who: "Role orders",
  action,
  resource: "Table orders",
});

describe("changes as Markdown", () => {
  it("say in one line that nothing changes", () => {
    expect(text({})).to.equal(
      "## What changes in stack `dev`, against `main`\n\n" +
        "Permissions, routes, the API's description, alarms and bundles stay as they are.\n",
    );
  });

  it("warn of new permissions, before those that are taken away", () => {
    const changes = text({
      permissions: {
        ...none,
        added: [permission("Allow", "dynamodb:PutItem")],
        removed: [permission("Allow", "s3:GetObject")],
      },
    });
    expect(changes).to.match(/> \[!WARNING\]\n> 1 new\..*dynamodb:PutItem.*Taken away.*s3:GetObject/s);
  });

  it("warn of a denial that is gone, as of a new permission", () => {
    const changes = text({ permissions: { ...none, removed: [permission("Deny", "s3:*")] } });
    expect(changes).to.include("> 1 new.").and.to.include("| `Role orders` may not | `s3:*` |");
    expect(changes).not.to.include("Taken away");
  });

  it("put breaking changes of the API above the compatible ones", () => {
    const changes = text({
      api: { breaking: ["[Removed] operation GET /stock"], compatible: ["[Added] Response 409"] },
    });
    expect(changes).to.match(
      /\[!CAUTION\]\n> Can break clients: 1\..*GET \/stock.*Compatible:.*Response 409/s,
    );
  });

  it("show how much a bundle grows", () => {
    const changed = [{ before: { name: "orders", bytes: 1500 }, after: { name: "orders", bytes: 2750 } }];
    expect(text({ bundles: { ...none, changed } })).to.include("| `orders` | 1,500 | 2,750 | +1,250 |");
  });

  it("show routes that are gone, moved and new", () => {
    const route = (key: string, target: string) => ({ key, target, authorization: "NONE" });
    const changes = text({
      routes: {
        removed: [route("GET /a", "orders")],
        changed: [{ before: route("GET /b", "orders"), after: route("GET /b", "stock") }],
        added: [route("GET /c", "stock")],
      },
    });
    expect(changes).to.include("| **removed** | `GET /a` | `orders` | everybody |");
    expect(changes).to.include("| was `orders`, `NONE` | `GET /b` | `stock` | everybody |");
    expect(changes).to.include("| new | `GET /c` | `stock` | everybody |");
  });

  it("name functions that nobody watches, and alarms that changed", () => {
    const alarm = (when: string) => ({ name: "errors", watches: ["AWS/Lambda Errors of orders"], when });
    const changes = text({
      unwatched: ["stock"],
      alarms: {
        ...none,
        changed: [{ before: alarm("Sum > 1"), after: alarm("Sum > 9") }],
        removed: [alarm("Sum > 1")],
      },
    });
    expect(changes).to.include("> Functions without an alarm: `stock`");
    expect(changes).to.include("| was `Sum > 1` | `errors` | `AWS/Lambda Errors of orders` | `Sum > 9` |");
    expect(changes).to.include("| **removed** | `errors` |");
  });

  it("let no name of a program become Markdown", () => {
    const name = "a | b `c` @team\n# title";
    const changes = text({ bundles: { ...none, added: [{ name, bytes: 1 }] } });
    expect(changes).to.include("| ``a \\| b `c` @team # title`` |  | 1 | new |");
  });

  it("let no sentence of a description become Markdown", () => {
    const changes = text({ api: { breaking: ["[Removed] <b>@team</b>\n# title"], compatible: [] } });
    expect(changes).to.include("- \\[Removed\\] \\<b\\>\\@team\\</b\\> # title");
  });

  it("stay within what a comment can hold", () => {
    const many = Array.from({ length: 2000 }, (_, index) => permission("Allow", `dynamodb:Action${index}`));
    const changes = text({ permissions: { ...none, added: many } });
    expect(changes.length).to.be.below(65_536);
    expect(changes).to.include("… and 1940 more");
  });
});
