/** What is told of a service, as plain data: for JSON, for the text of the command line, and for hovers. */

export interface ServiceFacts {
  readonly name: string;
  /** Its run script; absolute. */
  readonly script: string;
  /** Started beside supervise, by a script of boot or of the administrator. */
  readonly isStarter: boolean;
  /** What reads the script when no shell does. */
  readonly interpreter: string | undefined;
  /** Commands in front of the chain. */
  readonly before: readonly string[];
  /** The script that its own ends in, as /var/qmail/rc: there its programs stand. Absolute. */
  readonly goesOnAs: string | undefined;
  /** Each starts the next. */
  readonly programs: readonly ProgramFacts[];
  /** The programs of other branches of the script, of which the shell decides at the start. */
  readonly branches: readonly string[];
  /** False when expansions may make other programs and options of the words. */
  readonly isCertain: boolean;
  /** The name of the last command, where only the shell knows what it is and so whether it stays. */
  readonly openEnd: string | undefined;
  readonly account: AccountFacts | undefined;
  readonly limits: readonly LimitFacts[];
  readonly environment: readonly VariableFacts[];
  /** Signals that it ignores from its start. */
  readonly ignores: readonly SignalFacts[];
  readonly directories: readonly DirectoryFacts[];
  readonly listens: ListenFacts | undefined;
  readonly clients: ClientFacts | undefined;
  readonly asks: AskFacts | undefined;
  readonly log: LogFacts;
  /** Undefined where it goes as the log says. */
  readonly stdout: string | undefined;
  readonly stderr: string;
  /** A file `down` keeps it from being started. */
  readonly isDown: boolean;
  /** What its finish script runs. */
  readonly finish: readonly string[] | undefined;
}

export interface ProgramFacts {
  readonly name: string;
  /** What it does here. */
  readonly does: string;
  readonly words: readonly WordFacts[];
}

/** An option or an argument, as written, and what it does. */
export interface WordFacts {
  readonly written: string;
  readonly does: string;
}

export interface AccountFacts {
  readonly user: string;
  readonly group: string;
  /** How it comes to that. */
  readonly how: string;
}

export interface LimitFacts {
  /** What is limited. */
  readonly what: string;
  readonly value: string;
  readonly by: string;
}

export interface VariableFacts {
  readonly name: string;
  /** As the shell gets it; undefined when only the host knows. */
  readonly value: string | undefined;
  readonly from: string;
}

export interface SignalFacts {
  readonly signal: string;
  /** What has it ignored. */
  readonly by: string;
}

export interface DirectoryFacts {
  readonly use: string;
  readonly path: string;
}

export interface ListenFacts {
  /** Undefined when a configuration that is not read says it. */
  readonly address: string | undefined;
  readonly port: string | undefined;
  /** The port is the usual one, and the configuration may say otherwise. */
  readonly isUsual: boolean;
  /** The usual name of the port. */
  readonly service: string | undefined;
  readonly transport: string;
  /** The program that listens. */
  readonly by: string;
}

export interface ClientFacts {
  /** The compiled rules as the script names them; undefined without. */
  readonly rules: string | undefined;
  /** The file that they are compiled from; absolute. */
  readonly source: string | undefined;
  /** What becomes of whom, in words. */
  readonly says: readonly string[];
}

export interface AskFacts {
  /** The folder with the addresses, as dnscache is told of it. */
  readonly servers: string;
  /** Whom it asks for what, in words. */
  readonly says: readonly string[];
}

export interface LogFacts {
  /** `not-known`: the folder was not looked at. */
  readonly kind: "service" | "none" | "not-known" | "file" | "own";
  /** Its run script; absolute. */
  readonly script: string | undefined;
  readonly says: readonly string[];
}
