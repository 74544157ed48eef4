// What the bundles hold of others: which packages, of which version, from where, under which licence.
import { readdirSync, readFileSync } from "node:fs";

/** A package may have packages of its own inside. */
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//;

/** Folders of the packages that went into a bundle, from esbuild's account of it. */
export function packagesOf(metafiles) {
  const inputs = metafiles.flatMap(({ inputs }) => Object.keys(inputs));
  return [...new Set(inputs.flatMap((path) => PACKAGE.exec(path)?.[1] ?? []))].sort();
}

/** The notice that goes with the packages of djblint: the licences ask for it. */
export function thirdPartyNotice(folders) {
  const packages = folders.map(describe);
  const rows = packages.map(
    ({ name, version, license, origin }) => `| ${name} | ${version} | ${license} | ${origin} |`,
  );
  return `${[
    "# Third-party software",
    "These packages are bundled into `dist/`. Generated from the bundles by `npm run generate`.",
    ["| package | version | licence | origin |", "| --- | --- | --- | --- |", ...rows].join("\n"),
    ...packages.map(({ name, text }) => `## ${name}\n\n${text}`),
  ].join("\n\n")}\n`;
}

function describe(folder) {
  const { name, version, license, repository, homepage } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file ? readFileSync(`${folder}/${file}`, "utf8").trim() : `Licence: ${license}.`;
  const url = (typeof repository === "string" ? repository : repository?.url) ?? homepage ?? "";
  return { name, version, license, origin: addressOf(url), text: `\`\`\`\n${text.replaceAll("\r", "")}\n\`\`\`` };
}

/** `git+https://github.com/a/b.git` and `a/b` as the page that a browser shows. */
function addressOf(url) {
  if (/^[\w.-]+\/[\w.-]+$/.test(url)) return `https://github.com/${url}`;
  return url
    .replace(/^git\+/, "")
    .replace(/^(git|ssh):\/\/(git@)?/, "https://")
    .replace(/\.git$/, "");
}
