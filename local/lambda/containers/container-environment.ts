/** What `docker` and its loader heed themselves. A function's own would change what the command does. */
const DOCKERS_OWN =
  /^(PATH|HOME|TMPDIR|(HTTP|HTTPS|NO|ALL)_PROXY|(DOCKER|BUILDX|GO|LD|DYLD|OTEL|SSH|SSL|XDG)\w*)$/i;

/** A function's environment as `docker run` takes it. */
export interface ContainerEnvironment {
  readonly options: readonly string[];
  /** What the command itself must have in its environment. */
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * Hands variables over by the environment of `docker`, which its owner alone can read: on its command line every user of
 * this machine could. Those that would be taken for the command's own are on it all the same.
 */
export function containerEnvironment(environment: Readonly<Record<string, string>>): ContainerEnvironment {
  const all = Object.entries(environment);
  return {
    options: all.flatMap(([name, value]) => ["--env", DOCKERS_OWN.test(name) ? `${name}=${value}` : name]),
    variables: Object.fromEntries(all.filter(([name]) => !DOCKERS_OWN.test(name))),
  };
}
