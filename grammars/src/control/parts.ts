/** The parts of lines in control files, by the shape of the file: for signature help and the documentation. Specification section 1. */
import type { Shape } from "./files.js";

export interface PartSpec {
  readonly name: string;
  readonly doc: string;
}

const host: PartSpec = {
  name: "domain",
  doc: "A domain; with a dot in front every name that ends so, at any depth. Empty: everything else.",
};

/** Parts with the colons between them; files of other shapes have lines of one part. */
export const LINE_PARTS: Partial<Record<Shape, readonly PartSpec[]>> = {
  map: [
    { ...host, name: "domain or user@domain" },
    {
      name: "prefix",
      doc: "In front of the local part, with a dash: joe becomes prefix-joe. Empty: an exception, the mail is remote.",
    },
  ],
  routes: [
    host,
    {
      name: "relay",
      doc: "Host to which the mail goes, by its address, or an address in brackets. Empty: the mail exchangers.",
    },
    { name: "port", doc: "Port of the relay. Empty or left out: 25; an empty one behind a colon is 0." },
  ],
  mailnames: [
    { name: "user", doc: "Account, as the passwd file has it." },
    { name: "mailname", doc: "Address of the account. Its own name counts only if it is among them." },
    { name: "mailname", doc: "A further address; as many as there are." },
  ],
  subusers: [
    { name: "address", doc: "Further local address." },
    { name: "user", doc: "Account that gets the mail." },
    { name: "prefix", doc: "Its file is .qmail- and this in the home of the account." },
    { name: "end", doc: "Nothing: the line ends with a colon." },
  ],
  assignments: [
    { name: "=address or +prefix", doc: "Local address; with a plus every address that begins so." },
    { name: "user", doc: "Account that gets the mail." },
    { name: "uid", doc: "Number of the account; 0 delivers nothing." },
    { name: "gid", doc: "Number of its group." },
    { name: "home", doc: "Home directory." },
    { name: "dash", doc: "`-` or empty: what stands between .qmail and the extension." },
    { name: "extension", doc: "Extension of the .qmail file; with a plus the rest of the address is added." },
    { name: "end", doc: "Nothing: the line ends with a colon." },
  ],
};
