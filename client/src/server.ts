/** What the extension asks of the language server: each question with the shape of its answer. */
import type { Uri } from "vscode";
import type { BaseLanguageClient } from "vscode-languageclient";
import type { DecisionTable } from "./views/access-map.js";

/** A compiled file as source lines. */
export interface Dump {
  readonly kind: string;
  readonly lines: readonly string[];
  /** Records that no source line can make. */
  readonly unwritable: readonly { readonly key: string; readonly reason: string }[];
}

/** What became of one source: `says` is what was written, or why nothing was. */
export interface Compiled {
  readonly file: string;
  readonly outcome: "written" | "fresh" | "stale" | "refused" | "failed";
  readonly says?: string;
}

/** What the status bar shows of a document. */
export interface DocumentStatus {
  readonly dialect?: string;
  /** Whether the dialect is a guess, because the configuration says nothing. */
  readonly isGuessed?: boolean;
  readonly compiled?: { readonly uri: string; readonly state: "fresh" | "stale" | "missing" };
}

/** A line of the site view. */
export interface SiteNode {
  readonly label: string;
  readonly description?: string;
  readonly tooltip?: string;
  /** Name of a codicon. */
  readonly icon: string;
  readonly place?: { readonly uri: string; readonly line: number };
  readonly children?: readonly SiteNode[];
}

export interface Mail {
  readonly from: string;
  readonly to: string;
}

export class Server {
  /** Whether it has been started and can be asked. */
  isRunning = false;

  /** Questions wait for the client: it is large, and loaded behind the activation. */
  constructor(private readonly client: Promise<BaseLanguageClient>) {}

  compile(uri: Uri): Promise<readonly Compiled[]> {
    return this.ask("compile", { uri: uri.toString() });
  }

  compileStale(): Promise<readonly Compiled[]> {
    return this.ask("compileStale", {});
  }

  status(uri: Uri): Promise<DocumentStatus | null> {
    return this.ask("status", { uri: uri.toString() });
  }

  answer(uri: Uri, type: string, name: string, ip?: string): Promise<string> {
    return this.ask("answer", { uri: uri.toString(), type, name, ip });
  }

  access(uri: Uri, ip: string, host?: string): Promise<string> {
    return this.ask("access", { uri: uri.toString(), ip, host });
  }

  decisionTable(uri: Uri): Promise<DecisionTable> {
    return this.ask("decisionTable", { uri: uri.toString() });
  }

  mail(uri: Uri, mail: Mail): Promise<string> {
    return this.ask("mail", { uri: uri.toString(), ...mail });
  }

  dump(uri: Uri): Promise<Dump> {
    return this.ask("dump", { uri: uri.toString() });
  }

  diff(uri: Uri): Promise<string> {
    return this.ask("diff", { uri: uri.toString() });
  }

  explain(code: string): Promise<string> {
    return this.ask("explain", { code });
  }

  rules(): Promise<readonly { readonly code: string; readonly name: string; readonly what: string }[]> {
    return this.ask("rules", {});
  }

  siteTree(): Promise<readonly SiteNode[]> {
    return this.ask("siteOutline", {});
  }

  /** SVG. */
  sitePicture(): Promise<string> {
    return this.ask("sitePicture", {});
  }

  private async ask<T>(command: string, question: object): Promise<T> {
    const client = await this.client;
    return client.sendRequest<T>("workspace/executeCommand", {
      command: `djblint.${command}`,
      arguments: [question],
    });
  }
}
