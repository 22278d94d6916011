import { useEffect, useState } from "preact/hooks";
import type { ObjectPage } from "../../data/object-page.ts";
import { bytes } from "../format.ts";
import { Failure } from "../parts/notice.tsx";
import { Scrollable } from "../parts/scrollable.tsx";
import { post } from "../server.ts";

/** The objects of a bucket, folder by folder. */
export function BucketBrowser({ bucket }: { bucket: string }) {
  const [prefix, setPrefix] = useState("");
  const [page, setPage] = useState<ObjectPage>();
  const [error, setError] = useState<string>();
  useEffect(() => {
    let isCurrent = true;
    post<ObjectPage>(`/api/buckets/${encodeURIComponent(bucket)}/objects`, { prefix }).then(
      (answer) => isCurrent && setPage(answer),
      (failure: Error) => isCurrent && setError(failure.message),
    );
    return () => {
      isCurrent = false;
    };
  }, [bucket, prefix]);
  const more = async () => {
    if (!page?.next) return;
    const { objects, ...rest } = await post<ObjectPage>(
      `/api/buckets/${encodeURIComponent(bucket)}/objects`,
      {
        prefix,
        next: page.next,
      },
    );
    setPage({ ...rest, objects: [...page.objects, ...objects] });
  };
  return (
    <section class="table-browser" aria-label={`Bucket ${bucket}`}>
      <p>
        <button type="button" class="quiet small" onClick={() => setPrefix("")}>
          {bucket}
        </button>
        <code>/{prefix}</code>
      </p>
      {error !== undefined && <Failure message={error} />}
      {page && <ObjectTable page={page} prefix={prefix} onOpen={setPrefix} />}
      {page?.next && (
        <button type="button" onClick={more}>
          More
        </button>
      )}
    </section>
  );
}

interface TableProps {
  readonly page: ObjectPage;
  readonly prefix: string;
  readonly onOpen: (folder: string) => void;
}

function ObjectTable({ page: { folders, objects }, prefix, onOpen }: TableProps) {
  if (folders.length + objects.length === 0) return <p class="card empty">No object.</p>;
  return (
    <Scrollable class="card table-card">
      <table>
        <caption class="hidden">Objects</caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Size</th>
            <th scope="col">Modified</th>
          </tr>
        </thead>
        <tbody>
          {folders.map((folder) => (
            <tr key={folder}>
              <td colSpan={3}>
                <button type="button" class="quiet small" onClick={() => onOpen(folder)}>
                  {folder.slice(prefix.length)}
                </button>
              </td>
            </tr>
          ))}
          {objects.map(({ key, bytes: size, modifiedAt }) => (
            <tr key={key}>
              <td>{key.slice(prefix.length)}</td>
              <td>{bytes(size)}</td>
              <td>{new Date(modifiedAt).toLocaleString()}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Scrollable>
  );
}
