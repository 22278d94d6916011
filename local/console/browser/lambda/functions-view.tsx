import type { FunctionLine } from "../../lambda/function-view.ts";
import { count, duration } from "../format.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { Scrollable } from "../parts/scrollable.tsx";
import { useJson } from "../server.ts";

const POLL_MS = 3_000;

/** Every function: what runs of it, how it starts and what it needs. */
export function FunctionsView() {
  const { data, error } = useJson<readonly FunctionLine[]>("/api/functions", POLL_MS);
  if (!data) return <Pending error={error} />;
  return (
    <>
      <PageHead title="Functions" lead="Figures of the last 2,000 invocations of all functions." />
      <Scrollable class="card table-card">
        <table>
          <caption class="hidden">Functions</caption>
          <thead>
            <tr>
              <th scope="col">Function</th>
              <th scope="col">Running</th>
              <th scope="col">Invocations</th>
              <th scope="col">Cold starts</th>
              <th scope="col">Failures</th>
              <th scope="col">Init, mean</th>
              <th scope="col">Memory used</th>
              <th scope="col">Time-out</th>
            </tr>
          </thead>
          <tbody>
            {data.map((line) => (
              <FunctionRow key={line.name} line={line} />
            ))}
          </tbody>
        </table>
      </Scrollable>
    </>
  );
}

function FunctionRow({ line }: { line: FunctionLine }) {
  const share = line.maxMemoryUsedMb / line.memorySizeMb;
  return (
    <tr>
      <th scope="row">
        <a href={`/functions/${encodeURIComponent(line.name)}`}>{line.name}</a>
      </th>
      <td>{line.running}</td>
      <td>{count(line.invocations)}</td>
      <td>{count(line.coldStarts)}</td>
      <td class={line.failures > 0 ? "bad" : undefined}>{count(line.failures)}</td>
      <td>{duration(line.initMs)}</td>
      <td class="took">
        <span>
          {line.maxMemoryUsedMb} of {line.memorySizeMb} MB
        </span>
        <span class="took-bar" aria-hidden="true">
          <span style={{ width: `${Math.min(100, share * 100)}%` }} />
        </span>
      </td>
      <td>{line.timeoutSeconds} s</td>
    </tr>
  );
}
