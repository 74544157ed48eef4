/** The other dialects that a file may be written in. */
import { DIALECTS } from "../config.js";
import type { SettingEdit } from "./configuration-edit.js";
import type { Opened } from "./request.js";

const DIALECTS_OF: Partial<Record<string, keyof typeof DIALECTS>> = {
  tinydns: "tinydns",
  tcprules: "tcprules",
  control: "qmail",
};

const READER: Readonly<Record<keyof typeof DIALECTS, string>> = {
  tinydns: "tinydns-data",
  tcprules: "tcprules",
  qmail: "qmail",
};

export function dialectActions({ source }: Opened): (SettingEdit & { readonly title: string })[] {
  const family = DIALECTS_OF[source.language.id];
  if (!family) return [];
  const known = (source.analysis as { readonly dialect?: string }).dialect ?? source.context.settings.dialect[family];
  return DIALECTS[family]
    .filter((dialect) => dialect !== known)
    .map((dialect) => ({
      title: `Read as ${READER[family]} of ${dialect} does (djblint.json)`,
      setting: ["dialect", family],
      value: dialect,
    }));
}
