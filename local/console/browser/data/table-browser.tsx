import { useEffect, useState } from "preact/hooks";
import type { ItemPage, TableLine } from "../../data/table-view.ts";
import { quantity } from "../format.ts";
import { Failure } from "../parts/notice.tsx";
import { post } from "../server.ts";
import { ItemTable } from "./item-table.tsx";
import { type ItemQuery, TableQueryForm } from "./table-query-form.tsx";

const EVERYTHING: ItemQuery = { index: "", partition: "", sort: "", sortOperator: "=" };

/** The items of a table, page by page: all of them, or those with a key. */
export function TableBrowser({ table }: { table: TableLine }) {
  const [query, setQuery] = useState(EVERYTHING);
  const [pages, setPages] = useState<readonly ItemPage[]>([]);
  const [error, setError] = useState<string>();
  const load = async (before: readonly ItemPage[]) => {
    setError(undefined);
    try {
      const start = before.at(-1)?.next;
      const page = await post<ItemPage>(`/api/tables/${encodeURIComponent(table.name)}/items`, {
        ...query,
        ...(start && { start }),
      });
      setPages([...before, page]);
    } catch (failure) {
      setError((failure as Error).message);
    }
  };
  // The form's letters are no reason to ask again: its button is.
  const [isAsked, setAsked] = useState(false);
  useEffect(() => {
    if (isAsked) return;
    setAsked(true);
    void load([]);
  });
  const items = pages.flatMap((page) => page.items);
  const columns = [...new Set(pages.flatMap((page) => page.columns))];
  return (
    <section class="table-browser" aria-label={`Table ${table.name}`}>
      <TableQueryForm table={table} query={query} onChange={setQuery} onRun={() => load([])} />
      {error !== undefined && <Failure message={error} />}
      <ItemTable items={items} columns={columns} name={table.name} />
      <p class="buttons">
        <span class="muted">
          {quantity(items.length, "item")}
          {pages.at(-1)?.next ? " so far" : ""}
        </span>
        {pages.at(-1)?.next && (
          <button type="button" onClick={() => load(pages)}>
            More
          </button>
        )}
      </p>
    </section>
  );
}
