/** What is told of the hosts of a tree, as plain data: for JSON, for text and for pictures. */

export interface SiteFacts {
  readonly hosts: readonly HostFacts[];
}

/** Lines are 1-based. */
export interface PlaceFacts {
  readonly file: string;
  readonly line: number;
}

export interface HostFacts {
  readonly name: string;
  readonly folder: string;
  readonly addresses: readonly AddressFacts[];
  /** Networks that may relay, as the settings name them. */
  readonly trusted: readonly string[];
  readonly services: readonly SiteServiceFacts[];
  readonly zones: readonly ZoneFacts[];
  readonly mail: readonly MailFacts[];
  readonly accounts: readonly { readonly name: string; readonly services: readonly string[] }[];
  readonly compiled: readonly CompiledFacts[];
}

export interface AddressFacts {
  readonly address: string;
  /** `configuration`, `listens`, `environment` (IP of a server of djbdns) or `name` (an A record of `me`). */
  readonly from: readonly { readonly origin: string; readonly at?: PlaceFacts }[];
}

export interface SiteServiceFacts {
  readonly name: string;
  readonly script: string;
  /** First one first; each starts the next. */
  readonly programs: readonly string[];
  /** What the last one is, as the end of a sentence that begins with its name; absent when it is not known. */
  readonly is?: string;
  /** `svscan`, `script` (of boot, with no supervise) or `not-known`. */
  readonly startedBy: "svscan" | "script" | "not-known";
  readonly isDown: boolean;
  /** Absent when expansions decide it. */
  readonly user?: string;
  /** Absent when it does not listen. `addresses` are empty when a configuration that is not read has them. */
  readonly listens?: {
    readonly addresses: readonly string[];
    readonly port?: number;
    /** The usual name of the port. */
    readonly service?: string;
    readonly transport: string;
  };
  readonly rules?: { readonly written: string; readonly source?: string };
  /** What a server of djbdns publishes. */
  readonly data?: string;
  readonly log?: string;
}

export interface ZoneFacts {
  readonly name: string;
  readonly data: string;
  readonly at: PlaceFacts;
  /** Services that answer for it; none: the tree does not tell. */
  readonly servers: readonly string[];
  /** Codes of the locations whose clients see it; `*` stands for everybody else. */
  readonly seenBy: readonly string[];
}

export interface MailFacts {
  readonly control: string;
  readonly me?: string;
  /** Services that take mail. */
  readonly smtp: readonly string[];
  /** The service that delivers it. */
  readonly queue?: string;
  readonly domains: readonly MailDomainFacts[];
  /** Whose mail is taken for any domain. */
  readonly relay: readonly RelayFacts[];
  /** Where mail for all other domains goes. */
  readonly others: string;
}

export interface MailDomainFacts {
  /** With a dot in front: all names below. */
  readonly name: string;
  /** Whether mail for it is taken from everybody. */
  readonly isAccepted: boolean;
  /** `not-known`: qmail-send does not start. */
  readonly way: "local" | "virtual" | "relayed" | "exchangers" | "not-known";
  /** The user of a virtual domain, the relay with its port, or the best mail exchanger where the tree tells it. */
  readonly to?: string;
  /** Entries that say so. */
  readonly at: readonly PlaceFacts[];
}

export interface RelayFacts {
  readonly who: string;
  /** What lets them. */
  readonly by: string;
  /** Names of the services that they come to. */
  readonly through: readonly string[];
  /** Strangers are among them: the relay is open. Absent for no. */
  readonly isOpen?: true;
  readonly at?: PlaceFacts;
}

export interface CompiledFacts {
  readonly kind: string;
  readonly sources: readonly string[];
  readonly compiled: string;
  readonly state: string;
  /** Moments as in ISO 8601. */
  readonly sourceTime?: string;
  readonly compiledTime?: string;
}
