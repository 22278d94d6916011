import { Scrollable } from "../parts/scrollable.tsx";

interface Props {
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly columns: readonly string[];
  readonly name: string;
}

/** Items with a column for each attribute. */
export function ItemTable({ items, columns, name }: Props) {
  if (items.length === 0) return <p class="card empty">No item.</p>;
  const keyed = items.map((item, index) => ({
    item,
    key: `${index} ${JSON.stringify(item[columns[0] ?? ""])}`,
  }));
  return (
    <Scrollable class="card table-card items">
      <table>
        <caption class="hidden">Items of {name}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th scope="col" key={column}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {keyed.map(({ item, key }) => (
            <tr key={key}>
              {columns.map((column) => (
                <td key={column}>{shown(item[column])}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}

function shown(value: unknown): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}
