import { expect } from "chai";
import fc from "fast-check";
import { safeParse } from "valibot";
import { pagesBy, type ReadPosition } from "../../../functions/shared/pages.ts";

interface Row extends Record<string, unknown> {
  readonly id: string;
}

const pages = pagesBy("id");

/** A table that ends its pages after a few rows, as DynamoDB ends them after 1 MB. */
function table(rows: readonly Row[], perPage: number) {
  const read = async (position: ReadPosition) => {
    const after = rows.findIndex((row) => row.id === position.ExclusiveStartKey?.id) + 1;
    const end = Math.min(after + perPage, after + (position.Limit ?? perPage), rows.length);
    const last = rows[end - 1];
    return {
      Items: rows.slice(after, end),
      ...(end < rows.length && last !== undefined && { LastEvaluatedKey: { id: last.id } }),
    };
  };
  return read;
}

const rowsOf = (count: number): Row[] =>
  Array.from({ length: count }, (_, index) => ({ id: `row ${index}` }));

function query(parameters: Record<string, string>) {
  const result = safeParse(pages.query, parameters);
  return result.success ? result.output : undefined;
}

describe("shared: pages", () => {
  it("gives every row once and in order, whatever the pages of table and caller", async () => {
    const sizes = fc.tuple(
      fc.integer({ min: 0, max: 30 }),
      fc.integer({ min: 1, max: 7 }),
      fc.option(fc.integer({ min: 1, max: 40 }), { nil: undefined }),
    );
    await fc.assert(
      fc.asyncProperty(sizes, async ([count, perPage, limit]) => {
        const rows = rowsOf(count);
        const read = table(rows, perPage);
        const seen: Row[] = [];
        let cursor: string | undefined;
        do {
          const request = query({ ...(limit && { limit: String(limit) }), ...(cursor && { cursor }) });
          const page = await pages.read<Row>(read, request ?? expect.fail());
          if (limit !== undefined && page.cursor !== undefined) expect(page.items).to.have.length(limit);
          seen.push(...page.items);
          cursor = page.cursor;
        } while (cursor !== undefined);
        expect(seen).to.deep.equal(rows);
      }),
    );
  });

  it("gives no cursor when a page ends with the list", async () => {
    const page = await pages.read(table(rowsOf(4), 2), { limit: 4 });
    expect(page).to.deep.equal({ items: rowsOf(4) });
  });

  it("ends a list early that would not fit into one answer", async () => {
    const rows = rowsOf(8).map((row) => ({ ...row, text: "\0".repeat(100_000) }));
    const first = await pages.read<Row>(table(rows, 3), {});
    expect(JSON.stringify(JSON.stringify(first)).length).to.be.below(6 * 1024 * 1024);
    const second = await pages.read<Row>(table(rows, 3), query({ cursor: first.cursor ?? "" }) ?? {});
    expect([...first.items, ...second.items].map(({ id }) => id)).to.deep.equal(rows.map(({ id }) => id));
  });

  const bad: Record<string, string>[] = [
    ...["0", "-1", "1001", "1.5", "1e2", "ten", "", " 1", "1,2"].map((limit) => ({ limit })),
    ...[
      "",
      "!",
      "x",
      ...["{}", "[]", '[""]', "[1]", '["a","b"]', '["\\ud800"]', JSON.stringify(["x".repeat(1025)])].map(
        (text) => Buffer.from(text).toString("base64url"),
      ),
    ].map((cursor) => ({ cursor })),
  ];
  for (const parameters of bad) {
    it(`refuses ${JSON.stringify(parameters).slice(0, 60)}`, () => {
      expect(query(parameters)).to.equal(undefined);
    });
  }

  it("ignores parameters that it does not know", () => {
    expect(query({ limit: "1000", other: "x" })).to.deep.equal({ limit: 1000 });
  });
});
