import { chmod, copyFile, mkdir, realpath, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { run } from "./command.ts";

/** A base image's root in the making: this machine's own programs with the libraries that they load. */
export class RootFileSystem {
  readonly directory: string;

  private constructor(directory: string) {
    this.directory = directory;
  }

  /** With `/tmp`, and the root user that `docker run --user` looks for. */
  static async at(directory: string): Promise<RootFileSystem> {
    const root = new RootFileSystem(directory);
    await mkdir(join(directory, "tmp"), { recursive: true });
    await chmod(join(directory, "tmp"), 0o1777);
    await root.write("/etc/passwd", "root:x:0:0:root:/:/bin/sh\n", 0o644);
    return root;
  }

  async write(path: string, contents: string, mode: number): Promise<void> {
    const target = await this.#place(path);
    await writeFile(target, contents);
    await chmod(target, mode);
  }

  async copy(source: string, path: string, mode: number): Promise<void> {
    const target = await this.#place(path);
    await copyFile(await realpath(source), target);
    await chmod(target, mode);
  }

  /** Copies a program, or a shared library, with what the dynamic linker would load for it. */
  async install(source: string, path: string): Promise<void> {
    await this.copy(source, path, 0o755);
    const linked = await run("ldd", [source]);
    const libraries = [...linked.matchAll(/(\/\S+) \(0x/g)].map((match) => match[1] ?? "");
    await Promise.all(libraries.map((library) => this.copy(library, library, 0o755)));
  }

  async #place(path: string): Promise<string> {
    const target = join(this.directory, path);
    await mkdir(dirname(target), { recursive: true });
    return target;
  }
}
