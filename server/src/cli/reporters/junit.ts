/** The XML of JUnit: every file is a suite, every finding a test that failed; a file without findings passed one. */
import type { CheckResult } from "../../check-tree.js";
import type { Finding } from "../../rules/rule.js";
import { byFile, placeOfFinding, type Reporter, textOf, textWithPlaces } from "./reporter.js";
import { element, textElement, xmlDocument } from "./xml.js";

export const junit: Reporter = ({ findings, files, sources }) => {
  const found = byFile(findings);
  const names = [...new Set([...files, ...found.keys()])].sort();
  const suites = names.map((name) => {
    const list = found.get(name) ?? [];
    const failures = list.filter(isFailure).length;
    const cases = list.map((finding) => testCase(finding, sources));
    if (cases.length === 0) cases.push(element("testcase", { name: "djblint", classname: name, file: name }));
    return element("testsuite", { name, tests: cases.length, failures, errors: 0, skipped: 0 }, cases);
  });
  const tests = names.reduce((sum, name) => sum + Math.max(1, found.get(name)?.length ?? 0), 0);
  const failures = findings.filter(isFailure).length;
  return xmlDocument(element("testsuites", { name: "djblint", tests, failures, errors: 0 }, suites));
};

/** What is only worth knowing fails no test. */
function isFailure({ severity }: Finding): boolean {
  return severity !== "info";
}

function testCase(finding: Finding, sources: CheckResult["sources"]): string {
  const { rule, severity, file } = finding;
  const attributes = { name: `${rule.code} ${rule.name}`, classname: file, file };
  const text = `${placeOfFinding(finding, sources)}: ${severity}: ${textWithPlaces(finding, sources)}`;
  const outcome = isFailure(finding)
    ? textElement("failure", { type: severity, message: textOf(finding) }, text)
    : textElement("system-out", {}, text);
  return element("testcase", attributes, [outcome]);
}
