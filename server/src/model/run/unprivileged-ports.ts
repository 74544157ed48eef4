/** The first port that every account may bind: 1024, unless the host says otherwise. Specification C6. */
import { decodeLatin1 } from "djblint-grammars/text";
import { parentOf } from "../tree.js";
import type { RunScript } from "./run-script.js";
import { folderOf } from "./service-folder.js";

/** Linux: ip-sysctl(5). Docker sets it to 0 in its containers, since 20.10. */
const SETTING = "ip_unprivileged_port_start";

const LINE = new RegExp(`^[ \\t]*-?[ \\t]*net[./]ipv4[./]${SETTING}[ \\t]*=[ \\t]*([0-9]{1,5})`, "gm");

export const USUAL_FIRST = 1024;

/** Undefined when the script itself sets it. */
export function firstUnprivilegedPort(script: RunScript): number | undefined {
  if (decodeLatin1(script.text.bytes).includes(SETTING)) return undefined;
  const settings = sysctlFiles(script).flatMap((text) => [...text.matchAll(LINE)]);
  return Number(settings.at(-1)?.[1] ?? USUAL_FIRST);
}

/** In the order of sysctl --system. */
function sysctlFiles(script: RunScript): string[] {
  const { around } = script;
  const folder = folderOf(script);
  const parts = around.children(around.find("/etc/sysctl.d", folder)?.path ?? "") ?? [];
  const paths = parts.map(({ path }) => path).sort();
  const last = around.find("/etc/sysctl.conf", folder)?.path;
  return [...paths, ...(last === undefined ? [] : [last])].map((path) =>
    decodeLatin1(around.text(path)?.bytes ?? NOTHING),
  );
}

const NOTHING = new Uint8Array();

/** Whether the files around a script make the image of a container. */
export function isInImage(script: RunScript): boolean {
  for (let folder = folderOf(script); folder !== ""; folder = parentOf(folder)) {
    if (IMAGE_FILES.some((name) => script.around.entry(`${folder}/${name}`)?.kind === "file")) return true;
  }
  return false;
}

const IMAGE_FILES = ["Dockerfile", "Containerfile"];
