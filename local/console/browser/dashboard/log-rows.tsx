import { Scrollable } from "../parts/scrollable.tsx";

/** The answer of a log query. */
export function LogRows({
  columns,
  rows,
}: {
  columns: readonly string[];
  rows: readonly (readonly string[])[];
}) {
  if (rows.length === 0) return <p class="empty">No line matches in this time.</p>;
  const keyed = rows.map((cells, index) => ({ cells, key: `${index} ${cells[0]}` }));
  return (
    <Scrollable class="scroll">
      <table class="log-rows">
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
          {keyed.map(({ cells, key }) => (
            <tr key={key}>
              {columns.map((column, index) => (
                <td key={column}>{cells[index]}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}
