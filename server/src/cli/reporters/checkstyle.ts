/** The XML of Checkstyle, which many CI servers and review tools read. */
import { byFile, type Reporter, regionOfFinding, textWithPlaces } from "./reporter.js";
import { element, xmlDocument } from "./xml.js";

export const checkstyle: Reporter = ({ findings, sources }) => {
  const files = [...byFile(findings)].map(([name, list]) =>
    element(
      "file",
      { name },
      list.map((finding) => {
        const { startLine, startColumn } = regionOfFinding(finding, sources);
        return element("error", {
          line: startLine,
          column: startColumn,
          severity: finding.severity,
          message: textWithPlaces(finding, sources),
          source: `djblint.${finding.rule.code}`,
        });
      }),
    ),
  );
  return xmlDocument(element("checkstyle", { version: "4.3" }, files));
};
