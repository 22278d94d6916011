import type { TableLine } from "../../data/table-view.ts";

export interface ItemQuery {
  /** Empty for the table itself. */
  readonly index: string;
  /** Empty for every item. */
  readonly partition: string;
  readonly sort: string;
  readonly sortOperator: string;
}

const OPERATORS = ["=", "<", "<=", ">", ">=", "begins_with"];

interface Props {
  readonly table: TableLine;
  readonly query: ItemQuery;
  readonly onChange: (query: ItemQuery) => void;
  readonly onRun: () => void;
}

export function TableQueryForm({ table, query, onChange, onRun }: Props) {
  const target = table.queryables.find(({ index }) => index === query.index);
  const set = (name: keyof ItemQuery) => (event: Event) =>
    onChange({ ...query, [name]: (event.currentTarget as HTMLInputElement).value });
  const run = (event: Event) => {
    event.preventDefault();
    onRun();
  };
  return (
    <form class="filters" onSubmit={run}>
      <label>
        <span>Table or index</span>
        <select value={query.index} onChange={set("index")}>
          {table.queryables.map(({ index }) => (
            <option key={index} value={index}>
              {index || "table"}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{target?.partitionKey.name} =</span>
        <input
          value={query.partition}
          onInput={set("partition")}
          placeholder="every item"
          spellcheck={false}
        />
      </label>
      {target?.sortKey && (
        <>
          <label>
            <span>{target.sortKey.name}</span>
            <select value={query.sortOperator} onChange={set("sortOperator")}>
              {OPERATORS.map((operator) => (
                <option key={operator}>{operator}</option>
              ))}
            </select>
          </label>
          <label>
            <span>Value of {target.sortKey.name}</span>
            <input value={query.sort} onInput={set("sort")} spellcheck={false} />
          </label>
        </>
      )}
      <button type="submit">{query.partition === "" ? "Scan" : "Query"}</button>
    </form>
  );
}
