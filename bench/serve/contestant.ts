/** Something that serves `GET /data` over HTTP, started as its users start it: by `npm start` in a folder. */
export interface Contestant {
  readonly name: string;
  /** Where `npm start` is typed. */
  readonly directory: string;
  /** Versions of what is measured, by name. */
  readonly versions: Readonly<Record<string, string>>;
  /** Arguments for `npm start --` that make it listen on this port of 127.0.0.1, and leave every other port alone. */
  args(port: number): readonly string[];
  /** Variables that its process gets besides those of this one. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Installs and writes what it needs, unless that is there already. Not measured. */
  prepare(): Promise<void>;
}
