import type { Overview } from "../../overview/overview.ts";

/** Where everything listens. */
export function Addresses({ overview: { apis, functionUrls, awsEndpoint } }: { overview: Overview }) {
  const addresses: [string, string][] = [
    ...apis.map(({ name, url }): [string, string] => [apis.length > 1 ? `API ${name}` : "API", url]),
    ...Object.entries(functionUrls).map(([name, url]): [string, string] => [`Function URL ${name}`, url]),
    ["AWS endpoint", awsEndpoint],
  ];
  return (
    <dl class="addresses">
      {addresses.map(([name, url]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <code>{url}</code>
          </dd>
        </div>
      ))}
    </dl>
  );
}
