import { strict as assert } from "node:assert";
import { type Fix, messageOf, type RuleMeta } from "djblint/rules/rule";

/** Titles of fixes are messages of their rule, and stand in the menus of editors: they begin with a capital letter. */
export function assertTitle(rule: RuleMeta, fix: Fix): void {
  assert.ok(fix.title in rule.messages, `${fix.title} is no message`);
  assert.match(messageOf(rule, fix.title, fix.params), /^[A-Z]/);
}
