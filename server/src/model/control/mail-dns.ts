/** What mail programs ask the DNS. */

/** `nothing`: no such name, or no such record; `unknown`: nobody who is asked here can tell. */
export type DnsAnswer<R> =
  | { readonly kind: "records"; readonly records: readonly R[] }
  | { readonly kind: "nothing" | "unknown" };

export interface Exchanger {
  readonly preference: number;
  readonly host: string;
}

/** Answers as a resolver gives them: aliases are followed, but for `cname`. Names are asked as they are written. */
export interface MailDns {
  mx(host: string): DnsAnswer<Exchanger>;
  /** Addresses, dotted. */
  a(host: string): DnsAnswer<string>;
  /** The name that a name is an alias of. */
  cname(host: string): DnsAnswer<string>;
}
