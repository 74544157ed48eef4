import type { Variable } from "djblint-grammars/tcprules/tree";

/** Whether a variable makes rblsmtpd refuse the mail of clients that are let in. */
export function isRefusal({ name, value }: Variable): boolean {
  return name.text === "RBLSMTPD" && value.text !== "";
}
