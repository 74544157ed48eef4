/**
 * Addresses of documents as paths with `/`, so that everything else knows one kind of path (native-path.ts). A document
 * that is no file stands in a folder named after the scheme and authority of its address:
 * `/vscode-vfs:github/owner/repository/data`. A letter alone is a drive: `/c:/service/dns/run`.
 */

/** Undefined for an address that is none. */
export function pathOfAddress(uri: string): string | undefined {
  const match = /^([a-z][a-z\d+.-]*):(?:\/\/([^/?#]*))?([^?#]*)/i.exec(uri);
  if (!match) return undefined;
  const [, scheme, authority = "", encoded] = match;
  const path = decoded(encoded);
  if (scheme === "file" && authority === "") return path.replace(/^\/[a-z]:/i, (drive) => drive.toLowerCase());
  return `/${scheme}:${authority}${path.startsWith("/") ? path : `/${path}`}`;
}

export function addressOfPath(path: string): string {
  const match = /^\/([a-z][a-z\d+.-]+):([^/]*)(\/.*)$/i.exec(path);
  if (match) return `${match[1]}://${match[2]}${encodePath(match[3])}`;
  return `file://${encodePath(path)}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function encodePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

/** The address that a client knows a file by: an open document may be written in another way, or be a link to it. */
export function knownAddress(
  path: string,
  documents: { openAt(path: string): { readonly uri: string } | undefined },
): string {
  return documents.openAt(path)?.uri ?? addressOfPath(path);
}
