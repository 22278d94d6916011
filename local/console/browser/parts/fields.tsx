/** Names and values of something structured, nested as it is. Texts only: nothing in it is ever markup. */
export function Fields({ value }: { value: unknown }) {
  if (typeof value !== "object" || value === null) return <Scalar value={value} />;
  const entries = Object.entries(value);
  if (entries.length === 0) return <span class="scalar">{Array.isArray(value) ? "[ ]" : "{ }"}</span>;
  return (
    <dl class="fields">
      {entries.map(([name, inner]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <Fields value={inner} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Scalar({ value }: { value: unknown }) {
  return <span class={`scalar scalar-${value === null ? "null" : typeof value}`}>{String(value)}</span>;
}
