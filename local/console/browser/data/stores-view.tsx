import type { TableLine } from "../../data/table-view.ts";
import { Pending } from "../parts/notice.tsx";
import { PageHead } from "../parts/page-head.tsx";
import { useJson } from "../server.ts";
import { BucketBrowser } from "./bucket-browser.tsx";
import { TableBrowser } from "./table-browser.tsx";

/** The tables and the buckets; one of them open. @param chosen a table's or a bucket's name */
export function StoresView({ chosen }: { chosen: string | undefined }) {
  const tables = useJson<readonly TableLine[]>("/api/tables");
  const buckets = useJson<readonly string[]>("/api/buckets");
  if (!tables.data || !buckets.data) return <Pending error={tables.error ?? buckets.error} />;
  const name = chosen ?? tables.data[0]?.name ?? buckets.data[0];
  if (name === undefined) return <p class="empty">The program declares no table and no bucket.</p>;
  const table = tables.data.find((one) => one.name === name);
  return (
    <>
      <PageHead title="Data" lead="What the tables and the buckets hold. Nothing is changed here." />
      <div class="data">
        <nav class="card stores" aria-label="Tables and buckets">
          <Stores title="Tables" names={tables.data.map((one) => one.name)} current={name} />
          {buckets.data.length > 0 && <Stores title="Buckets" names={buckets.data} current={name} />}
        </nav>
        {table && <TableBrowser key={name} table={table} />}
        {!table && buckets.data.includes(name) && <BucketBrowser key={name} bucket={name} />}
        {!table && !buckets.data.includes(name) && <p class="empty">The program declares no {name}.</p>}
      </div>
    </>
  );
}

function Stores({ title, names, current }: { title: string; names: readonly string[]; current: string }) {
  return (
    <>
      <h2>{title}</h2>
      <ul>
        {names.map((name) => (
          <li key={name}>
            <a
              href={`/data/${encodeURIComponent(name)}`}
              aria-current={name === current ? "page" : undefined}
            >
              {name}
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
