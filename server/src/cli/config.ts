/** `djblint config`: what is in force, and for which files. */
import { Configurations } from "../config-file.js";
import { discover } from "../discover.js";
import { nodeHost } from "../node-host.js";
import { print } from "./output.js";
import { absolutePath, shownPath } from "./paths.js";

export async function showConfiguration(paths: readonly string[]): Promise<number> {
  const configurations = new Configurations(nodeHost);
  const { files } = await discover(nodeHost, configurations, paths.map(absolutePath));
  const here = await configurations.forFolder(absolutePath("."));
  const report = {
    version: 1,
    configuration: here.path ? shownPath(here.path) : null,
    settings: here.settings,
    files: files.map(({ path, language, configuration }) => ({
      file: shownPath(path),
      language: language.id,
      configuration: configuration.path ? shownPath(configuration.path) : null,
    })),
  };
  print(`${JSON.stringify(report, undefined, 2)}\n`);
  return 0;
}
