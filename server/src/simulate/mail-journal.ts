/** What is known while a mail is followed, and what was said on the way. */
import type { Dialect } from "djblint-grammars/control/files";
import type { Origin } from "../model/control/control-directory.js";
import type { QmailHome } from "../model/control/qmail-home.js";
import type { Tree } from "../model/tree.js";
import type { MailStage, MailStep } from "./mail-result.js";
import type { SiteDns } from "./site-dns.js";

/** The host that a mail comes to. */
export interface MailSite {
  readonly tree: Tree;
  readonly home: QmailHome;
  readonly dialect: Dialect;
  /** Dotted. */
  readonly ownAddresses: readonly string[];
  readonly dns: SiteDns;
}

export interface StepPlace {
  readonly path: string;
  /** 0-based. */
  readonly line?: number;
}

/** So many copies that .qmail files send on are followed. */
const MOST_FORWARDS = 100;
/** Whoever sends a mail to hundreds of users is not told of all of them. */
const MOST_STEPS = 500;

export class MailJournal {
  readonly steps: MailStep[] = [];
  private forwards = 0;

  constructor(readonly site: MailSite) {}

  note(stage: MailStage, says: string, place?: StepPlace): void {
    const { length } = this.steps;
    if (length < MOST_STEPS) this.steps.push({ stage, path: place?.path, line: place?.line, says });
    if (length === MOST_STEPS) {
      this.steps.push({ stage, path: undefined, line: undefined, says: "further steps are left out" });
    }
  }

  /** Of a value of the program itself no file tells. */
  noteControl(stage: MailStage, says: string, { file, line }: Origin): void {
    this.note(stage, says, file === undefined ? undefined : { path: this.site.home.controlPath(file), line });
  }

  /** A control file as a whole, if there is one. */
  noteFile(stage: MailStage, says: string, name: string): void {
    const { home } = this.site;
    this.note(stage, says, home.directory.has(name) ? { path: home.controlPath(name) } : undefined);
  }

  /** Whether one more copy is followed. */
  follow(): boolean {
    return ++this.forwards <= MOST_FORWARDS;
  }
}
